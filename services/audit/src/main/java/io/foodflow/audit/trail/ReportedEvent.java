package io.foodflow.audit.trail;

import io.foodflow.platform.changes.DomainEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a service or an integration says that happened.
 *
 * @param eventType in small letters, as {@code erp.order_released}, so that it is never taken for an event of the platform
 */
record ReportedEvent(
        String eventType,
        String resourceType,
        String resourceId,
        @Nullable JsonNode old,
        @Nullable JsonNode now) implements DomainEvent {

    /** What went elsewhere has gone: a hold is a reason more to write that down. */
    @Override
    public boolean canBeHeld() {
        return false;
    }
}
