package io.foodflow.notification.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification in somebody's list.
 *
 * @param readAt null as long as it is not read
 * @param acknowledgedAt null as long as nobody says that it is seen to
 */
record Received(
        Notification notification,
        boolean mine,
        @Nullable Instant readAt,
        @Nullable Instant acknowledgedAt) {}
