package io.foodflow.notification.deliveries;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is for, and by which channel.
 *
 * @param kind of the channel, as {@code email}
 * @param recipient an address or number; null where the channel itself says where it leads
 * @param userId whose address it is; null where it is nobody's here
 * @param notBefore when it is sent at the earliest; null for at once
 */
public record Target(
        UUID channelId,
        String channelName,
        String kind,
        @Nullable String recipient,
        @Nullable UUID userId,
        @Nullable Instant notBefore) {

    /** The same, at that time at the earliest. */
    public Target at(Instant time) {
        return new Target(channelId, channelName, kind, recipient, userId, time);
    }
}
