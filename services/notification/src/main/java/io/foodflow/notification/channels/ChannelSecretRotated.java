package io.foodflow.notification.channels;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A web hook got another secret; the one before counts until the time that the channel says. */
public record ChannelSecretRotated(UUID channelId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_channel";
    }

    @Override
    public String resourceId() {
        return channelId.toString();
    }
}
