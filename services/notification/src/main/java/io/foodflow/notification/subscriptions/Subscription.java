package io.foodflow.notification.subscriptions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What makes notifications of events.
 *
 * @param events names of the events, as the audit trail has them: {@code NodeUpdated}
 * @param since events before that make none
 * @param version goes up by one with each change; the ETag
 */
record Subscription(
        UUID id,
        String name,
        boolean enabled,
        List<String> events,
        Announcement announcement,
        Instant since,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    Subscription {
        events = List.copyOf(events);
    }
}
