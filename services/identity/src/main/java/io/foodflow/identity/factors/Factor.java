package io.foodflow.identity.factors;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A second factor as it is stored. Immutable. */
final class Factor {

    /** Wrong codes in a row that are forgiven. With what follows, some fifty guesses a month are looked at. */
    private static final int FORGIVEN = 9;

    private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOCK = Duration.ofDays(1);

    private final UUID user;
    private final byte[] sealedSecret;
    private final @Nullable Instant confirmedAt;
    private final long lastStep;
    private final int wrongCodes;
    private final @Nullable Instant lockedUntil;

    Factor(
            UUID user,
            byte[] sealedSecret,
            @Nullable Instant confirmedAt,
            long lastStep,
            int wrongCodes,
            @Nullable Instant lockedUntil) {
        this.user = user;
        this.sealedSecret = sealedSecret.clone();
        this.confirmedAt = confirmedAt;
        this.lastStep = lastStep;
        this.wrongCodes = wrongCodes;
        this.lockedUntil = lockedUntil;
    }

    UUID user() {
        return user;
    }

    byte[] sealedSecret() {
        return sealedSecret.clone();
    }

    /** When the user proved to have it; until then it counts for nothing. */
    @Nullable
    Instant confirmedAt() {
        return confirmedAt;
    }

    boolean confirmed() {
        return confirmedAt != null;
    }

    /** The step of the last code that was used. */
    long lastStep() {
        return lastStep;
    }

    /** How long no code is looked at; empty if one is. */
    Optional<Duration> lockedAt(Instant now) {
        return lockedUntil != null && lockedUntil.isAfter(now)
                ? Optional.of(Duration.between(now, lockedUntil))
                : Optional.empty();
    }

    /** The end of the lock that one more wrong code brings about: a minute at first, doubled each time, a day at most. */
    @Nullable
    Instant lockAfterWrongCode(Instant now) {
        int beyond = wrongCodes - FORGIVEN;
        if (beyond < 0) {
            return null;
        }
        var lock = FIRST_LOCK.multipliedBy(1L << Math.min(beyond, 11));
        return now.plus(lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock);
    }
}
