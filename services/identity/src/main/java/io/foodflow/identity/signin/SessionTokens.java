package io.foodflow.identity.signin;

import io.foodflow.identity.federation.SignOuts;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.identity.sessions.EndReason;
import io.foodflow.identity.sessions.Holder;
import io.foodflow.identity.sessions.Rotation;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What a refresh token is good for: new tokens, and signing out. Thread-safe. */
final class SessionTokens {

    private final Tenants tenants;
    private final Sessions sessions;
    private final TokenIssue tokens;
    private final Policies policies;
    private final SignOuts signOuts;
    private final UnitOfWork work;

    SessionTokens(
            Tenants tenants,
            Sessions sessions,
            TokenIssue tokens,
            Policies policies,
            SignOuts signOuts,
            UnitOfWork work) {
        this.tenants = tenants;
        this.sessions = sessions;
        this.tokens = tokens;
        this.policies = policies;
        this.signOuts = signOuts;
        this.work = work;
    }

    /** Uses a refresh token up and gives new tokens. */
    SignInOutcome refresh(String text) {
        var known = known(text);
        if (known.isEmpty()) {
            return new SignInOutcome.RefreshRefused();
        }
        if (!known.get().tenant().isActive()) {
            return new SignInOutcome.Suspended();
        }
        return known.get().call().<SignInOutcome, RuntimeException>call(() -> refresh(known.get()));
    }

    private SignInOutcome refresh(Known known) {
        if (!known.admitted()) {
            work.write(change -> {
                SignInRefused.record(change, known.holder().user(), SignInRefused.Reason.ADDRESS_NOT_ALLOWED);
                return true;
            });
            return new SignInOutcome.AddressNotAllowed();
        }
        var rotation = work.write(change -> {
            var result = sessions.rotate(known.holder().session(), known.token());
            switch (result) {
                case Rotation.Renewed(var session, var user, var _) ->
                    change.record(new TokenRefreshed(session, user), null, null);
                case Rotation.Reused(var session, var user) ->
                    change.record(new RefreshReuseDetected(session, user), null, null);
                case Rotation.Refused _ -> change.nothing();
            }
            return result;
        });
        return switch (rotation) {
            case Rotation.Renewed(var session, var user, var successor) -> tokens.welcome(session, user, successor);
            case Rotation.Reused _ -> new SignInOutcome.RefreshReused();
            case Rotation.Refused _ -> new SignInOutcome.RefreshRefused();
        };
    }

    /**
     * Ends the session that the token belongs to, whichever of its family it is; nothing if there is none. Where the session
     * came from an identity provider, says where to sign out there.
     */
    Optional<SignOuts.SignOutPage> signOut(String text, HttpServletRequest request) {
        return known(text)
                .flatMap(known -> known.call().call(() -> {
                    boolean ended = signOut(known.holder());
                    return work.read(() -> sessions.providerOf(known.holder().session()))
                            .filter(_ -> ended)
                            .flatMap(provider -> signOuts.at(provider, request));
                }));
    }

    private boolean signOut(Holder holder) {
        return work.write(change -> {
            boolean ended = sessions.end(holder.session(), EndReason.SIGNED_OUT);
            if (ended) {
                change.record(new UserSignedOut(holder.session(), holder.user()), null, null);
            } else {
                change.nothing();
            }
            return ended;
        });
    }

    private Optional<Known> known(String text) {
        return TenantSecret.parse(Kind.REFRESH, text)
                .flatMap(token -> tenants.find(token.tenant())
                        .flatMap(tenant -> context(Actor.anonymous(), tenant)
                                .call(() -> work.read(() -> sessions.holder(token)
                                        .map(holder -> new Known(token, tenant, holder, admitted()))))));
    }

    private boolean admitted() {
        return policies.current().admits(CallContext.current().origin().ip());
    }

    private static CallContext context(Actor actor, Tenant tenant) {
        return new CallContext(actor, tenant, CallContext.current().origin(), null, null);
    }

    /** @param admitted whether the tenant's policy lets anybody in from where the call comes from */
    private record Known(TenantSecret token, Tenant tenant, Holder holder, boolean admitted) {

        CallContext call() {
            return context(TokenIssue.actor(holder.user(), holder.email(), holder.session()), tenant);
        }
    }
}
