package io.foodflow.notification.channels;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** The tenant set up a channel. */
public record ChannelAdded(UUID channelId, String name, String kind) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_channel";
    }

    @Override
    public String resourceId() {
        return channelId.toString();
    }
}
