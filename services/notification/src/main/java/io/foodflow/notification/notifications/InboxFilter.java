package io.foodflow.notification.notifications;

import io.foodflow.notification.sending.Severity;
import org.jspecify.annotations.Nullable;

/** Which notifications a list shows: those that fit all that is given. */
record InboxFilter(
        @Nullable Boolean unread,
        @Nullable Severity severity,
        @Nullable String topic) {}
