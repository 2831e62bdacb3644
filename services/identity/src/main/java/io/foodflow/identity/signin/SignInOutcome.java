package io.foodflow.identity.signin;

import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import java.time.Duration;
import java.util.List;

/** What came of asking for tokens. */
sealed interface SignInOutcome {

    /**
     * Come in.
     *
     * @param recoveryCodes of a second factor that was just set up; empty otherwise
     */
    record Welcome(AccessTokens.Issued access, TenantSecret refresh, Profile user, List<String> recoveryCodes)
            implements SignInOutcome {

        public Welcome {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        Welcome with(List<String> codes) {
            return new Welcome(access, refresh, user, codes);
        }

        /** Without tokens and codes. */
        @Override
        public String toString() {
            return "Welcome[%s]".formatted(user.id());
        }
    }

    /** The password is right, and the second factor is due. */
    record SecondFactorDue(TenantSecret challenge) implements SignInOutcome {}

    /** The password is right, and the tenant asks for a second factor, which the user has yet to set up. */
    record EnrolmentDue(TenantSecret challenge) implements SignInOutcome {}

    /** The challenge is unknown, was used, has run out, or the user was changed since. */
    record ChallengeRefused() implements SignInOutcome {}

    /** The code of the second factor is wrong or was used before. */
    record WrongCode() implements SignInOutcome {}

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

    /** The password or token is right, but the tenant's policy lets nobody in from that address. */
    record AddressNotAllowed() implements SignInOutcome {}

    /** The password is right, but people of that domain sign in with their company's identity provider. */
    record ProviderDue(String name, String startUrl) implements SignInOutcome {}

    /** No identity provider let anybody in with that ticket in that browser, or too long ago. */
    record TicketRefused() implements SignInOutcome {}

    /** Too many tries at this account. */
    record Locked(Duration pause) implements SignInOutcome {}

    /** The refresh token is unknown, has run out, or its session has ended. */
    record RefreshRefused() implements SignInOutcome {}

    /** The refresh token had been used before; its session is ended now. */
    record RefreshReused() implements SignInOutcome {}
}
