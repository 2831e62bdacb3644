package io.foodflow.notification.notifications;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody read all notifications there were for him or her. */
public record InboxRead(UUID userId, int notifications) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_inbox";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
