package io.foodflow.notification.suppressions;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An address is written to again. */
public record SuppressionRemoved(UUID suppressionId, String kind, String reason) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_suppression";
    }

    @Override
    public String resourceId() {
        return suppressionId.toString();
    }
}
