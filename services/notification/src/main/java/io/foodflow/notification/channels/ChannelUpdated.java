package io.foodflow.notification.channels;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A channel was changed. */
public record ChannelUpdated(UUID channelId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_channel";
    }

    @Override
    public String resourceId() {
        return channelId.toString();
    }
}
