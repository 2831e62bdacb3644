package io.foodflow.platform.context;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit trail an auditor from outside may read.
 *
 * @param from the first moment; null for from the beginning
 * @param to the first moment after; null for up to now
 * @param resourceTypes the kinds of things; none stands for all
 */
public record Reach(@Nullable Instant from, @Nullable Instant to, Set<String> resourceTypes) {

    public Reach {
        resourceTypes = Set.copyOf(resourceTypes);
    }

    /** Whether an entry about that kind of thing, of that time, may be read. */
    public boolean covers(String resourceType, Instant time) {
        return coversType(resourceType) && (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }

    /** Whether any entry about that kind of thing may be. */
    public boolean coversType(String resourceType) {
        return resourceTypes.isEmpty() || resourceTypes.contains(resourceType);
    }
}
