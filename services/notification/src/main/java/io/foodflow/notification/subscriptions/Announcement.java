package io.foodflow.notification.subscriptions;

import io.foodflow.notification.notifications.Audience;
import io.foodflow.notification.sending.Severity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription says to whom.
 *
 * @param topic of its notifications
 * @param templateId what they say; null for the event itself, part by part
 * @param language of the template's texts; null for the template's own
 * @param link a page of the workspace; null for none
 */
record Announcement(
        String topic,
        Severity severity,
        @Nullable UUID templateId,
        @Nullable String language,
        @Nullable String link,
        Audience to) {}
