package io.foodflow.identity.factors;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A second factor as it is stored. Immutable. */
final class Factor {

    private final UUID user;
    private final byte[] sealedSecret;
    private final @Nullable Instant confirmedAt;
    private final long lastStep;

    Factor(UUID user, byte[] sealedSecret, @Nullable Instant confirmedAt, long lastStep) {
        this.user = user;
        this.sealedSecret = sealedSecret.clone();
        this.confirmedAt = confirmedAt;
        this.lastStep = lastStep;
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
}
