package io.foodflow.notification.deliveries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to hand a message over.
 *
 * @param attempt counted from 1
 * @param endedAt null where nobody said how it ended
 * @param outcome {@code accepted}, {@code refused} for good, {@code postponed}, {@code not_configured}, or {@code lost} where
 *     the process that sent it was gone before it said how that ended
 * @param mayHaveArrived whether the message may be there although it was not accepted
 * @param reference what the receiver calls the message
 * @param status of the receiver's answer, where it came by HTTP
 * @param answer the beginning of that answer
 * @param answerBytes its whole length
 */
record Attempt(
        int attempt,
        Instant beganAt,
        @Nullable Instant endedAt,
        String outcome,
        @Nullable String reason,
        boolean mayHaveArrived,
        @Nullable String reference,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable Long answerBytes) {}
