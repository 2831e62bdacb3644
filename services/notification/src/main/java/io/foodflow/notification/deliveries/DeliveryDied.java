package io.foodflow.notification.deliveries;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A message was refused for good, or tried as often as is allowed. */
public record DeliveryDied(UUID deliveryId, UUID notificationId, String channel, int attempts, String reason)
        implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_delivery";
    }

    @Override
    public String resourceId() {
        return deliveryId.toString();
    }
}
