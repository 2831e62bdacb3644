package io.foodflow.notification.channels;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/**
 * Somebody sent a test message through a channel.
 *
 * @param outcome {@code accepted}, {@code refused}, {@code postponed} or {@code not_configured}
 */
public record ChannelTested(UUID channelId, String name, String outcome) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_channel";
    }

    @Override
    public String resourceId() {
        return channelId.toString();
    }
}
