package io.foodflow.tenant.billing;

import io.foodflow.tenant.subscriptions.ProvidedSubscription;
import io.foodflow.tenant.subscriptions.ProvidedSubscription.Standing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as Stripe has it.
 *
 * @param status one of Stripe's, as {@code past_due}
 * @param tenant whom it was begun for on a page of ours; null for one made otherwise
 * @param itemId what is subscribed to; of ours there is one in each
 * @param endsWithPeriod whether {@code cancelAt} is to be the end of whatever period runs, and not just that moment
 * @param invoiceDueAt when its latest invoice was to be paid, or the first since it is owed; when it was written where that
 *     is at once
 */
record StripeSubscription(
        String id,
        String status,
        @Nullable String tenant,
        String itemId,
        String price,
        Instant createdAt,
        Instant periodEndsAt,
        @Nullable Instant trialEndsAt,
        @Nullable Instant cancelAt,
        boolean endsWithPeriod,
        @Nullable Instant endedAt,
        @Nullable Instant invoiceDueAt) {

    private static final Set<String> NEVER_BEGAN = Set.of("incomplete", "incomplete_expired");

    /** Whether it goes on. */
    boolean isLive() {
        return !status.equals("canceled") && !NEVER_BEGAN.contains(status);
    }

    /** Whether it goes on although nobody pays. */
    boolean isUnpaid() {
        return isLive() && (standing() == Standing.UNPAID || standing() == Standing.PAUSED);
    }

    /** Whether an invoice of it is not paid. */
    boolean isOwed() {
        return status.equals("past_due") || status.equals("unpaid");
    }

    /** The same, owed since then; as it is where that is not known. */
    StripeSubscription owedSince(@Nullable Instant since) {
        return since == null
                ? this
                : new StripeSubscription(
                        id,
                        status,
                        tenant,
                        itemId,
                        price,
                        createdAt,
                        periodEndsAt,
                        trialEndsAt,
                        cancelAt,
                        endsWithPeriod,
                        endedAt,
                        since);
    }

    /**
     * Which of a customer's subscriptions counts: one that goes on before one that ended, then the newest. Nobody has two
     * that go on by our doing; who makes a second one at Stripe by hand is billed twice there.
     */
    static Optional<StripeSubscription> thatCounts(List<StripeSubscription> all) {
        return all.stream()
                .filter(one -> !NEVER_BEGAN.contains(one.status()))
                .max(Comparator.comparing(StripeSubscription::isLive)
                        .thenComparing(StripeSubscription::createdAt)
                        .thenComparing(StripeSubscription::id));
    }

    /** What it is to us, paying for that plan. */
    ProvidedSubscription provided(String plan) {
        return new ProvidedSubscription(plan, standing(), periodEndsAt, trialEnd(), ending(), unpaidSince());
    }

    private Standing standing() {
        return switch (status) {
            case "trialing" -> Standing.TRIALING;
            case "active" -> Standing.ACTIVE;
            case "past_due", "unpaid" -> Standing.UNPAID;
            case "paused" -> Standing.PAUSED;
            case "canceled" -> Standing.ENDED;
            default -> throw new IllegalStateException("Stripe calls the subscription %s '%s'".formatted(id, status));
        };
    }

    private @Nullable Instant trialEnd() {
        return standing() == Standing.TRIALING ? trialEndsAt : null;
    }

    private @Nullable Instant ending() {
        return standing() == Standing.ENDED ? Objects.requireNonNullElse(endedAt, periodEndsAt) : cancelAt;
    }

    private @Nullable Instant unpaidSince() {
        return switch (standing()) {
            case UNPAID -> Objects.requireNonNullElse(invoiceDueAt, createdAt);
            case PAUSED -> Objects.requireNonNullElse(trialEndsAt, createdAt);
            case TRIALING, ACTIVE, ENDED -> null;
        };
    }
}
