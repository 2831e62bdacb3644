package io.foodflow.audit.trail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; what is null does not matter.
 *
 * @param from the first moment
 * @param to the first moment after
 * @param actor id of a user or service account
 * @param text that stands in who did it, the resource's id, the reason or the values, in any case
 */
record TrailFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID actor,
        @Nullable String action,
        @Nullable String resourceType,
        @Nullable String resourceId,
        @Nullable String text) {}
