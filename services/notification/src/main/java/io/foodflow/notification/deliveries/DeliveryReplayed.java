package io.foodflow.notification.deliveries;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody asked for a message that was not delivered to be tried anew. */
public record DeliveryReplayed(UUID deliveryId, UUID notificationId, String channel) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_delivery";
    }

    @Override
    public String resourceId() {
        return deliveryId.toString();
    }
}
