package io.foodflow.tenant.subscriptions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the payment provider has it.
 *
 * @param plan whose price is paid
 * @param periodEndsAt until when it is paid
 * @param trialEndsAt only while it is tried
 * @param cancelAt from when on it is cancelled, if it is to be; when it ended, if it did
 * @param unpaidSince when the first invoice was to be paid that is not, since one was, for one that is {@code UNPAID}
 */
public record ProvidedSubscription(
        String plan,
        Standing standing,
        Instant periodEndsAt,
        @Nullable Instant trialEndsAt,
        @Nullable Instant cancelAt,
        @Nullable Instant unpaidSince) {

    /** How it stands with the provider. */
    public enum Standing {
        TRIALING,
        ACTIVE,
        UNPAID,
        /** A trial is over and nobody has said how to pay. */
        PAUSED,
        ENDED
    }
}
