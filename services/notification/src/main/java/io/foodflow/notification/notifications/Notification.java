package io.foodflow.notification.notifications;

import io.foodflow.notification.sending.Severity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was said.
 *
 * @param topic what it is about, as {@code recall.opened}: what receivers distinguish messages by
 * @param html the same as the text; null where there is only the text
 * @param link a page of the workspace, as {@code /app/trace}
 * @param senderId who sent it; null for the platform itself
 */
public record Notification(
        UUID id,
        String topic,
        Severity severity,
        String language,
        String subject,
        String text,
        @Nullable String html,
        String shortText,
        @Nullable String link,
        @Nullable UUID senderId,
        String createdBy,
        Instant createdAt) {}
