package io.foodflow.notification.notifications;

import io.foodflow.notification.sending.Severity;
import io.foodflow.notification.templates.Rendered;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification to be.
 *
 * @param topic what it is about, as {@code recall.opened}
 * @param link a page of the workspace; null for none
 * @param cause of one that answers an event
 */
public record Outgoing(
        String topic,
        Severity severity,
        Rendered words,
        @Nullable String link,
        @Nullable Cause cause) {

    /** The event that is answered, and the subscription that asks for it: together they make one notification. */
    public record Cause(UUID subscription, UUID event) {}
}
