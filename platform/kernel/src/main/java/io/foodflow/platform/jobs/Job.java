package io.foodflow.platform.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as anybody may see it who may read jobs.
 *
 * @param key jobs of one tenant with the same key never run together
 * @param progress 0 to 1
 * @param message what it does now
 * @param result what it found, once it succeeded
 * @param error why the last attempt failed
 * @param attempts runs begun
 * @param cancelAsked whether it was asked to end
 * @param requestedBy who submitted it
 */
public record Job(
        UUID id,
        String kind,
        @Nullable String key,
        JobState state,
        double progress,
        @Nullable String message,
        @Nullable JsonNode result,
        @Nullable String error,
        int attempts,
        boolean cancelAsked,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
