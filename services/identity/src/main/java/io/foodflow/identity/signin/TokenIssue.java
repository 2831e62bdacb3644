package io.foodflow.identity.signin;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.roles.Granted;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.AccessTokens;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Makes the access token of a session, with what its user may do at this moment. Thread-safe. */
final class TokenIssue {

    private final Users users;
    private final Accounts accounts;
    private final Roles roles;
    private final AccessTokens accessTokens;
    private final UnitOfWork work;

    TokenIssue(Users users, Accounts accounts, Roles roles, AccessTokens accessTokens, UnitOfWork work) {
        this.users = users;
        this.accounts = accounts;
        this.roles = roles;
        this.accessTokens = accessTokens;
        this.work = work;
    }

    /**
     * The user of a session that is being begun or renewed; it acts for itself and needs no permission for that.
     */
    static Actor actor(UUID user, String email, UUID session) {
        return new Actor(Actor.Kind.USER, user, email, Set.of(), Set.of(), session.toString());
    }

    /** Tokens for the user of that session, in the current tenant. Called when the session's change is committed. */
    SignInOutcome welcome(UUID session, UUID user, TenantSecret refresh) {
        return work.readSnapshot(() ->
                        users.find(user).map(found -> new Seen(found, accounts.emailVerified(user), roles.of(user))))
                .<SignInOutcome>map(seen -> {
                    var tenant = CallContext.currentTenant();
                    var granted = seen.granted();
                    var access = accessTokens.forUser(
                            user,
                            seen.user().email(),
                            tenant.id(),
                            granted.roleSet(),
                            granted.permissionSet(),
                            granted.atSites(),
                            granted.epoch(),
                            session);
                    return new SignInOutcome.Welcome(
                            access,
                            refresh,
                            Profile.of(
                                    seen.user(),
                                    seen.emailVerified(),
                                    granted.permissions(),
                                    granted.atSites(),
                                    tenant),
                            List.of());
                })
                .orElseGet(SignInOutcome.RefreshRefused::new);
    }

    private record Seen(UserView user, boolean emailVerified, Granted granted) {}
}
