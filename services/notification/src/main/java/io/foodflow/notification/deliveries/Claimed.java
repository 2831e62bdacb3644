package io.foodflow.notification.deliveries;

import io.foodflow.notification.channels.ChannelKind;
import io.foodflow.notification.sending.Message;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this process sends now.
 *
 * @param userId whose address the message goes to; null where it is nobody's here
 * @param attempt the number of this attempt, by which it is fenced
 * @param tries attempts since somebody last asked for it
 */
record Claimed(
        UUID notificationId,
        @Nullable UUID channelId,
        String channelName,
        ChannelKind kind,
        @Nullable UUID userId,
        int attempt,
        int tries,
        Instant beganAt,
        Message message) {

    UUID id() {
        return message.id();
    }
}
