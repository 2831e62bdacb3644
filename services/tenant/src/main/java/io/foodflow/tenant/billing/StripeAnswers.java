package io.foodflow.tenant.billing;

import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import io.foodflow.tenant.billing.StripeApi.CheckoutPage;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Stripe answers, in our words. */
final class StripeAnswers {

    private StripeAnswers() {}

    static CheckoutPage page(Session session) {
        var metadata = Objects.requireNonNullElse(session.getMetadata(), Map.<String, String>of());
        return new CheckoutPage(
                session.getId(),
                Objects.requireNonNullElse(session.getUrl(), ""),
                metadata.getOrDefault(StripeApi.PRICE, ""),
                metadata.getOrDefault(StripeApi.FREE_UNTIL, ""),
                Instant.ofEpochSecond(Objects.requireNonNullElse(session.getExpiresAt(), 0L)));
    }

    /** Empty for one without a price of ours to speak of. */
    static Optional<StripeSubscription> subscription(Subscription one) {
        if (one.getItems() == null || one.getItems().getData().isEmpty()) {
            return Optional.empty();
        }
        var item = one.getItems().getData().getFirst();
        var invoice = one.getLatestInvoiceObject();
        return Optional.of(new StripeSubscription(
                one.getId(),
                one.getStatus(),
                one.getMetadata() == null ? null : one.getMetadata().get(StripeApi.TENANT),
                item.getId(),
                item.getPrice().getId(),
                moment(one.getCreated()),
                moment(item.getCurrentPeriodEnd()),
                optional(one.getTrialEnd()),
                cancellation(one, item.getCurrentPeriodEnd()),
                Boolean.TRUE.equals(one.getCancelAtPeriodEnd()),
                optional(one.getEndedAt()),
                invoice == null ? null : due(invoice)));
    }

    /** When an invoice is to be paid. */
    static @Nullable Instant due(Invoice invoice) {
        return optional(invoice.getDueDate() == null ? invoice.getCreated() : invoice.getDueDate());
    }

    private static @Nullable Instant cancellation(Subscription one, Long periodEnd) {
        if (one.getCancelAt() != null) {
            return moment(one.getCancelAt());
        }
        return Boolean.TRUE.equals(one.getCancelAtPeriodEnd()) ? moment(periodEnd) : null;
    }

    static InvoiceView invoice(Invoice one) {
        return new InvoiceView(
                one.getId(),
                one.getNumber(),
                one.getStatus(),
                Objects.requireNonNullElse(one.getTotal(), 0L),
                Objects.requireNonNullElse(one.getAmountRemaining(), 0L),
                one.getCurrency().toUpperCase(Locale.ROOT),
                moment(one.getCreated()),
                optional(one.getDueDate()),
                one.getHostedInvoiceUrl(),
                one.getInvoicePdf());
    }

    private static Instant moment(Long seconds) {
        return Instant.ofEpochSecond(Objects.requireNonNullElse(seconds, 0L));
    }

    private static @Nullable Instant optional(@Nullable Long seconds) {
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }
}
