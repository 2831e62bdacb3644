package io.foodflow.notification.suppressions;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Nothing is sent to an address from now on. */
public record SuppressionAdded(UUID suppressionId, String kind, String reason) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_suppression";
    }

    @Override
    public String resourceId() {
        return suppressionId.toString();
    }
}
