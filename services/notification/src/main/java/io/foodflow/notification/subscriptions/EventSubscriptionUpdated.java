package io.foodflow.notification.subscriptions;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Other events make notifications, or they say something else to others. */
public record EventSubscriptionUpdated(UUID subscriptionId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_subscription";
    }

    @Override
    public String resourceId() {
        return subscriptionId.toString();
    }
}
