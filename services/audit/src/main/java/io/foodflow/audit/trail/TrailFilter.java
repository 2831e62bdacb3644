package io.foodflow.audit.trail;

import io.foodflow.platform.context.Reach;
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
 * @param reach what whoever asks may read; null for everything
 */
record TrailFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID actor,
        @Nullable String action,
        @Nullable String resourceType,
        @Nullable String resourceId,
        @Nullable String text,
        @Nullable Reach reach) {

    /** The same for somebody who may not read all. */
    TrailFilter within(@Nullable Reach narrower) {
        return new TrailFilter(from, to, actor, action, resourceType, resourceId, text, narrower);
    }
}
