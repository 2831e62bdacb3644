package io.foodflow.notification.subscriptions;

import java.util.UUID;

/** What came of a change of a subscription. */
sealed interface SubscriptionOutcome {

    record Saved(Subscription subscription) implements SubscriptionOutcome {}

    record Removed() implements SubscriptionOutcome {}

    record Absent(UUID id) implements SubscriptionOutcome {}

    record NameTaken(String name) implements SubscriptionOutcome {}
}
