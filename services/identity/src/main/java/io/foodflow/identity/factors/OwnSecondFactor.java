package io.foodflow.identity.factors;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import io.foodflow.identity.attempts.SignInLocked;
import io.foodflow.identity.factors.SecondFactorChangeRefused.Reason;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.users.Credentials;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.UnitOfWork;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A signed-in user's own second factor. The password is proved anew, so that a session left open gives nobody the account
 * for good; wrong passwords and codes count as they do at the sign-in. Thread-safe.
 */
final class OwnSecondFactor {

    private final SecondFactors factors;
    private final Users users;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final UnitOfWork work;

    OwnSecondFactor(SecondFactors factors, Users users, Passwords passwords, AttemptLimits limits, UnitOfWork work) {
        this.factors = factors;
        this.users = users;
        this.passwords = passwords;
        this.limits = limits;
        this.work = work;
    }

    /** Gives a new secret to confirm. */
    FactorOutcome begin(UUID user, String password) {
        return guarded(user, found -> {
            if (!passwords.matches(password, found.passwordHash())) {
                return new FactorOutcome.Refused(Reason.WRONG_PASSWORD);
            }
            return work.write(change -> {
                if (factors.isOn(user)) {
                    change.nothing();
                    return new FactorOutcome.AlreadyOn();
                }
                return new FactorOutcome.Begun(factors.begin(user, found.email(), change));
            });
        });
    }

    /** Turns the factor on. */
    FactorOutcome confirm(UUID user, String code) {
        return guarded(
                user,
                _ -> work.write(change -> {
                    var codes = factors.confirm(user, code, change);
                    if (codes.isEmpty()) {
                        change.nothing();
                    }
                    return codes.<FactorOutcome>map(FactorOutcome.Confirmed::new)
                            .orElseGet(() -> new FactorOutcome.Refused(Reason.WRONG_CODE));
                }));
    }

    /** Turns the factor off: needs both the password and a code. */
    FactorOutcome remove(UUID user, String password, String code) {
        return guarded(user, found -> {
            if (!passwords.matches(password, found.passwordHash())) {
                return new FactorOutcome.Refused(Reason.WRONG_PASSWORD);
            }
            return work.write(change -> {
                if (factors.use(user, code, change) && factors.remove(user, change)) {
                    return new FactorOutcome.Removed();
                }
                change.nothing();
                return new FactorOutcome.Refused(Reason.WRONG_CODE);
            });
        });
    }

    private FactorOutcome guarded(UUID user, Function<Credentials, FactorOutcome> operation) {
        var found = users.find(user)
                .flatMap(known -> users.credentials(new EmailAddress(known.email())))
                .filter(Credentials::active);
        if (found.isEmpty()) {
            return new FactorOutcome.Refused(Reason.WRONG_PASSWORD);
        }
        return switch (limits.admit(Account.of(found.get().email()))) {
            case Admission.Refused(var pause) -> new FactorOutcome.Locked(pause);
            case Admission.Admitted admitted -> {
                var outcome = operation.apply(found.get());
                if (outcome instanceof FactorOutcome.Refused(var reason)) {
                    refuse(user, reason, limits.failed(admitted));
                } else {
                    limits.succeeded(admitted);
                }
                yield outcome;
            }
        };
    }

    private void refuse(UUID user, Reason reason, Optional<Instant> lockedUntil) {
        work.write(change -> {
            change.record(new SecondFactorChangeRefused(user, reason), null, null);
            lockedUntil.ifPresent(until -> change.record(new SignInLocked(user, until), null, null));
            return true;
        });
    }
}
