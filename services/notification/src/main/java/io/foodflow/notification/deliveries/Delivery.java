package io.foodflow.notification.deliveries;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to one recipient through one channel.
 *
 * @param id what receivers know a repeat by: {@code webhook-id}, and part of a mail's {@code Message-ID}
 * @param channelId null once the channel is removed
 * @param kind of the channel, as {@code email}
 * @param recipient an address or number; null where the channel itself says where it leads
 * @param userId whose address it is; null where it is nobody's here
 * @param attempts how often it was tried
 * @param nextAttemptAt of one that waits
 * @param reason why the last attempt did not deliver it
 */
public record Delivery(
        UUID id,
        UUID notificationId,
        String topic,
        String subject,
        @Nullable UUID channelId,
        String channelName,
        String kind,
        @Nullable String recipient,
        @Nullable UUID userId,
        DeliveryState state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant endedAt) {}
