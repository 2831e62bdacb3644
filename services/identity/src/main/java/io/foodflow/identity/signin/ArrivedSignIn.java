package io.foodflow.identity.signin;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.factors.SecondFactors;
import io.foodflow.identity.federation.Arrivals;
import io.foodflow.identity.federation.Arrivals.Arrival;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.secrets.BrowserSecret;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.users.Accounts;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins the session of somebody whom an identity provider let in. What a password is followed by follows here, too: the
 * policy's networks and its second factor, unless the provider asked for one whose word the tenant takes. Thread-safe.
 */
final class ArrivedSignIn {

    private final Tenants tenants;
    private final Arrivals arrivals;
    private final Accounts accounts;
    private final Sessions sessions;
    private final TokenIssue tokens;
    private final Policies policies;
    private final SecondFactors factors;
    private final OneTimeTokens challenges;
    private final UnitOfWork work;
    private final JsonMapper json;

    ArrivedSignIn(
            Tenants tenants,
            Arrivals arrivals,
            Accounts accounts,
            Sessions sessions,
            TokenIssue tokens,
            Policies policies,
            SecondFactors factors,
            OneTimeTokens challenges,
            UnitOfWork work,
            JsonMapper json) {
        this.tenants = tenants;
        this.arrivals = arrivals;
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.policies = policies;
        this.factors = factors;
        this.challenges = challenges;
        this.work = work;
        this.json = json;
    }

    /** Exchanges a ticket, once, in the browser that it came back to. */
    SignInOutcome complete(String text, @Nullable BrowserSecret browser) {
        var ticket = TenantSecret.parse(Kind.FEDERATION_TICKET, text);
        var tenant = ticket.flatMap(known -> tenants.find(known.tenant()));
        if (ticket.isEmpty() || tenant.isEmpty() || browser == null) {
            return new SignInOutcome.TicketRefused();
        }
        if (!tenant.get().isActive()) {
            return new SignInOutcome.Suspended();
        }
        return in(tenant.get(), Actor.anonymous())
                .call(() -> work.read(() -> arrivals.look(ticket.get(), browser)))
                .map(arrival -> begin(tenant.get(), ticket.get(), browser, arrival))
                .orElseGet(SignInOutcome.TicketRefused::new);
    }

    private SignInOutcome begin(Tenant tenant, TenantSecret ticket, BrowserSecret browser, Arrival arrival) {
        var session = UuidCreator.getTimeOrderedEpoch();
        var user = arrival.user();
        return in(tenant, TokenIssue.actor(user, arrival.email(), session))
                .<SignInOutcome, RuntimeException>call(
                        () -> switch (work.write(change -> next(session, ticket, browser, arrival, change))) {
                            case Next.Enter(var refresh) -> tokens.welcome(session, user, refresh);
                            case Next.Ask(var outcome) -> outcome;
                        });
    }

    /** What a good ticket leads to. */
    private sealed interface Next {

        record Enter(TenantSecret refresh) implements Next {}

        record Ask(SignInOutcome outcome) implements Next {}
    }

    private Next next(UUID session, TenantSecret ticket, BrowserSecret browser, Arrival arrival, Change change) {
        var user = arrival.user();
        arrivals.keep(arrival.from().provider());
        boolean active = accounts.hold(user, arrival.email()).isPresent();
        var taken = arrivals.take(ticket, browser);
        if (taken.isEmpty()) {
            change.nothing();
            return new Next.Ask(new SignInOutcome.TicketRefused());
        }
        if (!active) {
            return refused(user, SignInRefused.Reason.USER_DISABLED, new SignInOutcome.Disabled(), change);
        }
        if (!policies.current().admits(CallContext.current().origin().ip())) {
            return refused(
                    user, SignInRefused.Reason.ADDRESS_NOT_ALLOWED, new SignInOutcome.AddressNotAllowed(), change);
        }
        return due(user, taken.get()).map(on -> challenged(arrival, on, change)).orElseGet(() -> {
            var refresh = sessions.begin(
                    session, user, taken.get().secondFactor(), taken.get().from());
            change.record(new UserSignedIn(session, user), null, null);
            return new Next.Enter(refresh);
        });
    }

    /** Whether a second factor is asked for here, and if so, whether the user has one. */
    private Optional<Boolean> due(UUID user, Arrival arrival) {
        if (arrival.secondFactor()) {
            return Optional.empty();
        }
        boolean on = factors.isOn(user);
        return on || policies.current().secondFactorRequired() ? Optional.of(on) : Optional.empty();
    }

    private Next challenged(Arrival arrival, boolean on, Change change) {
        var challenge = challenges.issue(
                Purpose.SECOND_FACTOR, arrival.user(), arrival.email(), json.writeValueAsString(arrival.from()));
        change.record(new SecondFactorAsked(arrival.user()), null, null);
        return new Next.Ask(
                on ? new SignInOutcome.SecondFactorDue(challenge) : new SignInOutcome.EnrolmentDue(challenge));
    }

    private static Next refused(UUID user, SignInRefused.Reason reason, SignInOutcome outcome, Change change) {
        SignInRefused.record(change, user, reason);
        return new Next.Ask(outcome);
    }

    private static CallContext in(Tenant tenant, Actor actor) {
        return new CallContext(actor, tenant, CallContext.current().origin(), null, null);
    }
}
