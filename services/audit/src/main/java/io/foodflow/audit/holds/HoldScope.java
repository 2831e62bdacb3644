package io.foodflow.audit.holds;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a hold reaches: whatever fits all conditions that are there.
 *
 * @param everything whether there is none
 * @param resourceType the kind of thing, as {@code node}
 * @param resourceId which one of that kind
 * @param site a place; where it is not known whether a thing was there, it is reached
 * @param person who did it, or whom it is about
 * @param from when it was at the earliest
 * @param to when it was, itself not in it
 */
record HoldScope(
        boolean everything,
        @Nullable String resourceType,
        @Nullable String resourceId,
        @Nullable String site,
        @Nullable UUID person,
        @Nullable Instant from,
        @Nullable Instant to) {}
