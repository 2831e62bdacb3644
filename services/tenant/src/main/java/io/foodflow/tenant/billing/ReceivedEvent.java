package io.foodflow.tenant.billing;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event that Stripe sent.
 *
 * @param customer whom it is about; null where it does not say
 * @param content of its JSON what {@link BillingFacts} reads: the rest speaks of people, and is nobody's business here
 */
record ReceivedEvent(String id, String type, @Nullable String customer, Instant happenedAt, JsonNode content) {

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

    /** Of what an event is about. */
    private static final List<String> READ = List.of(
            "id", "number", "trial_end", "total", "amount_paid", "amount_remaining", "currency", "attempt_count");

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
            var subject = content.path("data").path("object");
            var customer = subject.path("object").asString("").equals("customer") ? subject : subject.path("customer");
            var named = customer.isObject() ? customer.path("id").asString("") : customer.asString("");
            var about = ID.matcher(named).matches() ? named : null;
            return Optional.of(new ReceivedEvent(
                    id,
                    type,
                    about,
                    Instant.ofEpochSecond(content.path("created").asLong(0)),
                    kept(content, about, json)));
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static JsonNode kept(JsonNode content, @Nullable String customer, JsonMapper json) {
        var kept = json.createObjectNode();
        for (var name : List.of("id", "type", "created")) {
            kept.set(name, content.path(name));
        }
        var subject = content.path("data").path("object");
        var about = kept.putObject("data").putObject("object").put("customer", customer);
        for (var name : READ) {
            if (subject.path(name).isValueNode()) {
                about.set(name, subject.path(name));
            }
        }
        var plan = subject.path("metadata").path("plan");
        if (plan.isString()) {
            about.putObject("metadata").set("plan", plan);
        }
        return kept;
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
