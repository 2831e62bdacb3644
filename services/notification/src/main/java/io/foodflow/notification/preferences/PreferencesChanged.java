package io.foodflow.notification.preferences;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody wants to hear of something else by mail, or at other times. */
public record PreferencesChanged(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_preferences";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
