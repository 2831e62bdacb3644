package io.foodflow.notification.channels;

import org.jspecify.annotations.Nullable;

/**
 * How a test ended.
 *
 * @param outcome {@code accepted}, {@code refused} for good, {@code postponed} or {@code not_configured}
 * @param reason why the message was not accepted
 * @param mayHaveArrived whether it may be there all the same, since no answer came or none that can be read
 * @param reference what the other side calls the message
 * @param status of the answer, where it came by HTTP
 * @param answer the beginning of the answer's body
 * @param answerBytes its length
 * @param retryAfterSeconds how long the other side asked to wait
 * @param durationMillis from sending to the answer
 */
public record TestResult(
        String outcome,
        @Nullable String reason,
        boolean mayHaveArrived,
        @Nullable String reference,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable Long answerBytes,
        @Nullable Long retryAfterSeconds,
        long durationMillis) {}
