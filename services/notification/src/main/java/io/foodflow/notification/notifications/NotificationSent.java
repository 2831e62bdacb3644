package io.foodflow.notification.notifications;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A notification was sent. */
public record NotificationSent(
        UUID notificationId, String topic, String severity, String subject, int people, int deliveries, int inDigests)
        implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification";
    }

    @Override
    public String resourceId() {
        return notificationId.toString();
    }
}
