package io.foodflow.notification.subscriptions;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Events make notifications from now on. */
public record EventSubscriptionAdded(UUID subscriptionId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_subscription";
    }

    @Override
    public String resourceId() {
        return subscriptionId.toString();
    }
}
