package io.foodflow.notification.subscriptions;

import java.util.List;

/** What a subscription is to be. */
record SubscriptionDraft(String name, boolean enabled, List<String> events, Announcement announcement) {

    SubscriptionDraft {
        events = List.copyOf(events);
    }
}
