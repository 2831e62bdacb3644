package io.foodflow.notification.notifications;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody read a notification. */
public record NotificationRead(UUID notificationId, UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification";
    }

    @Override
    public String resourceId() {
        return notificationId.toString();
    }
}
