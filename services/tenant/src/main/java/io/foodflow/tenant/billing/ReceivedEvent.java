package io.foodflow.tenant.billing;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as Stripe sent it.
 *
 * @param customer whom it is about; null where it does not say
 * @param content its JSON
 */
record ReceivedEvent(
        String id, String type, @Nullable String customer, Instant happenedAt, String payload, JsonNode content) {

    /** What changes a subscription: Stripe is asked how it is now, whatever the event says. */
    private static final Set<String> OF_SUBSCRIPTIONS = Set.of(
            "checkout.session.completed",
            "customer.subscription.created",
            "customer.subscription.updated",
            "customer.subscription.deleted",
            "customer.subscription.paused",
            "customer.subscription.resumed",
            "customer.subscription.trial_will_end",
            "invoice.paid",
            "invoice.payment_failed",
            "invoice.payment_action_required");

    /** What is noted and changes nothing else. */
    private static final Set<String> TO_NOTE = Set.of("invoice.finalized");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_.]{1,100}");

    /** Reads an event; empty for what is none. */
    static Optional<ReceivedEvent> read(String payload, JsonMapper json) {
        try {
            var content = json.readTree(payload);
            var id = content.path("id").asString("");
            var type = content.path("type").asString("");
            if (!ID.matcher(id).matches() || !TYPE.matcher(type).matches()) {
                return Optional.empty();
            }
            var customer = content.path("data").path("object").path("customer");
            var about = customer.isObject() ? customer.path("id").asString("") : customer.asString("");
            return Optional.of(new ReceivedEvent(
                    id,
                    type,
                    ID.matcher(about).matches() ? about : null,
                    Instant.ofEpochSecond(content.path("created").asLong(0)),
                    payload,
                    content));
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether anything follows from it. */
    boolean isUsed() {
        return changesSubscription() || TO_NOTE.contains(type);
    }

    boolean changesSubscription() {
        return OF_SUBSCRIPTIONS.contains(type);
    }

    /** What it is about. */
    JsonNode subject() {
        return content.path("data").path("object");
    }
}
