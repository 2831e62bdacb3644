package io.foodflow.identity.signin;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import io.foodflow.identity.attempts.SignInLocked;
import io.foodflow.identity.factors.Enrolment;
import io.foodflow.identity.factors.SecondFactors;
import io.foodflow.identity.federation.Arrivals;
import io.foodflow.identity.links.LinkDoor;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.links.OneTimeTokens.Bound;
import io.foodflow.identity.links.Opened;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.sessions.ProviderSession;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.users.Accounts;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finishes a sign-in whose password was right with a code of the second factor, or with its being set up. Wrong codes count
 * with the wrong passwords of the account, so that the same lock holds. Thread-safe.
 */
final class SecondFactorSignIn {

    private final LinkDoor door;
    private final OneTimeTokens challenges;
    private final Arrivals arrivals;
    private final Accounts accounts;
    private final SecondFactors factors;
    private final Sessions sessions;
    private final TokenIssue tokens;
    private final Policies policies;
    private final AttemptLimits limits;
    private final UnitOfWork work;
    private final JsonMapper json;

    SecondFactorSignIn(
            LinkDoor door,
            OneTimeTokens challenges,
            Arrivals arrivals,
            Accounts accounts,
            SecondFactors factors,
            Sessions sessions,
            TokenIssue tokens,
            Policies policies,
            AttemptLimits limits,
            UnitOfWork work,
            JsonMapper json) {
        this.door = door;
        this.challenges = challenges;
        this.arrivals = arrivals;
        this.accounts = accounts;
        this.factors = factors;
        this.sessions = sessions;
        this.tokens = tokens;
        this.policies = policies;
        this.limits = limits;
        this.work = work;
        this.json = json;
    }

    /** Gives the secret of a second factor to somebody who has to set one up to come in. */
    Opened<Enrolment> enrol(String challenge) {
        return door.openUncounted(
                Purpose.SECOND_FACTOR,
                challenge,
                secret -> work.write(change -> {
                    var user = holder(secret).map(Holder::user).filter(known -> !factors.isOn(known.id()));
                    if (user.isEmpty()) {
                        change.nothing();
                    }
                    return user.map(known -> factors.begin(known.id(), known.email(), change));
                }));
    }

    /** Lets in whoever sends a good code with a good challenge. */
    SignInOutcome enter(String challenge, String code) {
        var opened = door.openUncounted(
                Purpose.SECOND_FACTOR,
                challenge,
                secret -> work.read(() -> challenges.find(Purpose.SECOND_FACTOR, secret))
                        .map(bound -> tryCode(secret, bound, code)));
        return switch (opened) {
            case Opened.Door<SignInOutcome>(var outcome) -> outcome;
            case Opened.Refused<SignInOutcome> _ -> new SignInOutcome.ChallengeRefused();
            case Opened.Locked<SignInOutcome>(var pause) -> new SignInOutcome.Locked(pause);
        };
    }

    private SignInOutcome tryCode(TenantSecret secret, Bound bound, String code) {
        return switch (limits.admit(Account.of(bound.email()))) {
            case Admission.Refused(var pause) -> new SignInOutcome.Locked(pause);
            case Admission.Admitted admitted -> {
                var session = UuidCreator.getTimeOrderedEpoch();
                var outcome = as(bound, session).call(() -> enter(secret, bound.subject(), session, code));
                if (outcome instanceof SignInOutcome.WrongCode) {
                    refuse(bound.subject(), admitted);
                } else {
                    limits.succeeded(admitted);
                }
                yield outcome;
            }
        };
    }

    private SignInOutcome enter(TenantSecret secret, UUID user, UUID session, String code) {
        return switch (work.write(change -> use(secret, session, code, change))) {
            case Result.In(var refresh, var recoveryCodes) ->
                switch (tokens.welcome(session, user, refresh)) {
                    case SignInOutcome.Welcome welcome -> welcome.with(recoveryCodes);
                    case SignInOutcome other -> other;
                };
            case Result.Out(var outcome) -> outcome;
        };
    }

    /** What came of the code, before tokens are made. */
    private sealed interface Result {

        record In(TenantSecret refresh, List<String> recoveryCodes) implements Result {}

        record Out(SignInOutcome outcome) implements Result {}
    }

    private Result use(TenantSecret secret, UUID session, String code, Change change) {
        challenges
                .find(Purpose.SECOND_FACTOR, secret)
                .flatMap(this::before)
                .map(ProviderSession::provider)
                .ifPresent(arrivals::keep);
        var holder = holder(secret);
        if (holder.isEmpty()) {
            change.nothing();
            return new Result.Out(new SignInOutcome.ChallengeRefused());
        }
        var user = holder.get().user().id();
        if (!policies.current().admits(CallContext.current().origin().ip())) {
            SignInRefused.record(change, user, SignInRefused.Reason.ADDRESS_NOT_ALLOWED);
            return new Result.Out(new SignInOutcome.AddressNotAllowed());
        }
        var locked = factors.locked(user);
        var proved = prove(user, code, change);
        if (proved.isEmpty()) {
            change.nothing();
            return new Result.Out(
                    locked.<SignInOutcome>map(SignInOutcome.Locked::new).orElseGet(SignInOutcome.WrongCode::new));
        }
        challenges.forget(Purpose.SECOND_FACTOR, user);
        var refresh = sessions.begin(session, user, true, from(holder.get().challenge()));
        change.record(new UserSignedIn(session, user), null, null);
        return new Result.In(refresh, proved.get());
    }

    /** The recovery codes of a factor that the code turned on, none of one that was on; empty if the code is wrong. */
    private Optional<List<String>> prove(UUID user, String code, Change change) {
        if (factors.isOn(user)) {
            return factors.use(user, code, change) ? Optional.of(List.of()) : Optional.empty();
        }
        return factors.confirm(user, code, change);
    }

    /** The user whom the challenge was given to, held, if nobody changed the user since. The user is held first. */
    private Optional<Holder> holder(TenantSecret secret) {
        return challenges
                .find(Purpose.SECOND_FACTOR, secret)
                .flatMap(bound -> accounts.hold(bound.subject(), bound.email())
                        .filter(user -> !user.updatedAt().isAfter(bound.issuedAt())))
                .flatMap(user ->
                        challenges.hold(Purpose.SECOND_FACTOR, secret).map(challenge -> new Holder(user, challenge)));
    }

    private record Holder(UserView user, Bound challenge) {}

    /** Where the user signed in before the code, with the code as one more method; null for who gave a password here. */
    private @Nullable ProviderSession from(Bound challenge) {
        return before(challenge)
                .map(from -> new ProviderSession(
                        from.provider(), from.id(), from.how().with("otp", "mfa")))
                .orElse(null);
    }

    private Optional<ProviderSession> before(Bound challenge) {
        return Optional.ofNullable(challenge.context()).map(context -> json.readValue(context, ProviderSession.class));
    }

    private void refuse(UUID user, Admission.Admitted admitted) {
        var locked = limits.failed(admitted);
        work.write(change -> {
            SignInRefused.record(change, user, SignInRefused.Reason.WRONG_CODE);
            locked.ifPresent(until -> change.record(new SignInLocked(user, until), null, null));
            return true;
        });
    }

    private static CallContext as(Bound bound, UUID session) {
        var call = CallContext.current();
        return new CallContext(
                TokenIssue.actor(bound.subject(), bound.email(), session), call.tenant(), call.origin(), null, null);
    }
}
