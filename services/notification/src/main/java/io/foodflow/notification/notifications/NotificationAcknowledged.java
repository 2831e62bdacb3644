package io.foodflow.notification.notifications;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody says that he or she has seen to what a notification tells. */
public record NotificationAcknowledged(UUID notificationId, UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification";
    }

    @Override
    public String resourceId() {
        return notificationId.toString();
    }
}
