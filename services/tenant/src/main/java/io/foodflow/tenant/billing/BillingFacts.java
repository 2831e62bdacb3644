package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What an event of Stripe's is to us. How a subscription stands is no such fact: that is asked for. */
final class BillingFacts {

    private BillingFacts() {}

    /** The fact to note; empty where the event only says that something is another now. */
    static Optional<DomainEvent> of(TenantId tenant, ReceivedEvent event) {
        var subject = event.subject();
        var id = event.id();
        return switch (event.type()) {
            case "checkout.session.completed" ->
                Optional.of(new CheckoutCompleted(
                        tenant, id, subject.path("metadata").path("plan").asString("")));
            case "customer.subscription.trial_will_end" ->
                Optional.of(new TrialEnding(
                        tenant,
                        id,
                        Instant.ofEpochSecond(subject.path("trial_end").asLong(0))));
            case "invoice.finalized" ->
                Optional.of(new InvoiceIssued(
                        tenant, id, name(subject), subject.path("total").asLong(0), currency(subject)));
            case "invoice.paid" ->
                Optional.of(new InvoicePaid(
                        tenant, id, name(subject), subject.path("amount_paid").asLong(0), currency(subject)));
            case "invoice.payment_failed" ->
                Optional.of(new PaymentFailed(
                        tenant,
                        id,
                        name(subject),
                        subject.path("amount_remaining").asLong(0),
                        currency(subject),
                        subject.path("attempt_count").asLong(0)));
            default -> Optional.empty();
        };
    }

    private static String name(JsonNode invoice) {
        var number = invoice.path("number").asString("");
        return number.isEmpty() ? invoice.path("id").asString("") : number;
    }

    private static String currency(JsonNode invoice) {
        return invoice.path("currency").asString("").toUpperCase(Locale.ROOT);
    }
}
