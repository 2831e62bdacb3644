package io.foodflow.identity.attempts;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands with those who try its password. A try is counted before the password is looked at and taken
 * back if it was right, so that of any number at once no more than the limit are looked at. Only wrong passwords lock,
 * and a right one undoes nobody else's wrong ones: whoever has an account of the same address elsewhere gains nothing.
 *
 * @param windowStart when the minute began in which tries are counted
 * @param attempts tries in it that were wrong or are still being looked at
 * @param failures those that were wrong
 * @param lockouts locks in a row
 * @param lockedUntil end of the last lock
 */
record AttemptState(
        Instant windowStart,
        int attempts,
        int failures,
        int lockouts,
        @Nullable Instant lockedUntil) {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration FORGIVEN_AFTER = Duration.ofDays(1);
    private static final Duration OTHERS_ARE_BEING_LOOKED_AT = Duration.ofSeconds(1);

    /** An account that nobody tried yet. */
    static AttemptState fresh(Instant now) {
        return new AttemptState(now, 0, 0, 0, null);
    }

    /** How the account stands now: after a minute, or a lock, counting begins anew. */
    AttemptState at(Instant now) {
        boolean lockEnded = lockedUntil != null && !lockedUntil.isAfter(now) && windowStart.isBefore(lockedUntil);
        if (!lockEnded && now.isBefore(windowStart.plus(WINDOW))) {
            return this;
        }
        boolean forgiven =
                lockedUntil != null && lockedUntil.plus(FORGIVEN_AFTER).isBefore(now);
        return new AttemptState(now, 0, 0, forgiven ? 0 : lockouts, lockedUntil);
    }

    /** How long to wait before the next try; nothing if it may be made now. */
    Duration wait(Instant now, AttemptSettings settings) {
        if (lockedUntil != null && lockedUntil.isAfter(now)) {
            return Duration.between(now, lockedUntil);
        }
        return attempts < settings.attemptsPerMinute() ? Duration.ZERO : OTHERS_ARE_BEING_LOOKED_AT;
    }

    AttemptState tried() {
        return new AttemptState(windowStart, attempts + 1, failures, lockouts, lockedUntil);
    }

    /** The password was right: the try is taken back from the minute it was counted in. */
    AttemptState succeeded(Instant countedIn) {
        return countedIn.equals(windowStart) && attempts > 0
                ? new AttemptState(windowStart, attempts - 1, failures, lockouts, lockedUntil)
                : this;
    }

    /** The password was wrong: one more of those, and a lock if they are too many. */
    AttemptState failed(Instant countedIn, Instant now, AttemptSettings settings) {
        int tries = countedIn.equals(windowStart) ? attempts : attempts + 1;
        int wrong = failures + 1;
        return wrong < settings.attemptsPerMinute()
                ? new AttemptState(windowStart, tries, wrong, lockouts, lockedUntil)
                : new AttemptState(windowStart, tries, wrong, lockouts + 1, now.plus(settings.lock(lockouts + 1)));
    }
}
