package io.foodflow.notification.deliveries;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which deliveries a list shows: those that fit all that is given. */
record DeliveryFilter(
        @Nullable DeliveryState state,
        @Nullable UUID channelId,
        @Nullable UUID notificationId) {}
