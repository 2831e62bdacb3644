package io.foodflow.platform.audit;

import io.foodflow.platform.changes.DomainEvent;
import java.time.Instant;

/**
 * Somebody was not let in to something: 403, or 404 for what there is not, or not for the caller's tenant.
 *
 * @param operation as {@code GET /users/{id}}
 * @param resourceType the kind of thing that was asked for, as far as that is known
 * @param resourceId which one, the last where it were several; empty where the operation names none
 * @param times how often since {@code since}
 */
record AccessRefused(String operation, String resourceType, String resourceId, int status, long times, Instant since)
        implements DomainEvent {

    /** The same, once more. */
    AccessRefused after(AccessRefused earlier) {
        return new AccessRefused(operation, resourceType, resourceId, status, earlier.times + times, earlier.since);
    }
}
