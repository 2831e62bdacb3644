package io.foodflow.identity.signin;

import io.foodflow.identity.sessions.RefreshToken;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import java.time.Duration;
import java.util.List;

/** What came of asking for tokens. */
sealed interface SignInOutcome {

    /** Come in. */
    record Welcome(AccessTokens.Issued access, RefreshToken refresh, Profile user) implements SignInOutcome {}

    /** No such account, or not its password: which of them is not told. */
    record WrongCredentials() implements SignInOutcome {}

    /** The password is right in several tenants, so the caller must say which one. */
    record SeveralTenants(List<Tenant> tenants) implements SignInOutcome {

        public SeveralTenants {
            tenants = List.copyOf(tenants);
        }
    }

    /** The password is right, but the user has been disabled. */
    record Disabled() implements SignInOutcome {}

    /** The password or token is right, but the tenant is suspended. */
    record Suspended() implements SignInOutcome {}

    /** Too many tries at this account. */
    record Locked(Duration pause) implements SignInOutcome {}

    /** The refresh token is unknown, has run out, or its session has ended. */
    record RefreshRefused() implements SignInOutcome {}

    /** The refresh token had been used before; its session is ended now. */
    record RefreshReused() implements SignInOutcome {}
}
