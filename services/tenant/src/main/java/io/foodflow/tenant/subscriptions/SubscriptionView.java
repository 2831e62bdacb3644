package io.foodflow.tenant.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.platform.entitlements.Subscription.State;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as people are shown it, as of now.
 *
 * @param plan that was chosen
 * @param billing {@code manual}: invoices are written by hand; {@code stripe}: Stripe collects and writes them
 * @param checkoutPlans plans that can be paid for now, by {@code POST …/checkout}
 * @param portal whether there is a page of the provider's for cards, addresses and invoices ({@code POST …/portal})
 * @param currentPeriodEnd end of what is being paid for; by hand, the calendar month (UTC)
 * @param cancelAt from when on it is cancelled, where it is or is to be
 * @param effectivePlan whose limits and features count now
 * @param version the ETag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubscriptionView(
        UUID tenantId,
        String plan,
        State state,
        String billing,
        String billingNote,
        List<String> checkoutPlans,
        boolean portal,
        @Nullable Instant trialEndsAt,
        boolean trialAvailable,
        Instant currentPeriodEnd,
        @Nullable Instant cancelAt,
        @Nullable Instant graceEndsAt,
        String effectivePlan,
        long version) {

    private static final String BY_HAND =
            "invoiced by hand: who runs the platform writes the invoices and notes which are paid";
    private static final String NOT_CONNECTED =
            "invoiced by hand: no payment provider is connected, so who runs the platform writes the invoices and notes"
                    + " which are paid";
    private static final String BY_STRIPE = "Stripe collects the payments and writes the invoices";

    SubscriptionView {
        checkoutPlans = List.copyOf(checkoutPlans);
    }

    /** @param payable the plans that a connected provider has a price for */
    static SubscriptionView of(TenantId tenant, SubscriptionRow row, Set<String> payable, Instant now) {
        var subscription = row.subscription();
        return new SubscriptionView(
                tenant.value(),
                row.plan(),
                subscription.stateAt(now),
                row.provider().text(),
                note(row, payable),
                row.isProvidedAt(now) ? List.of() : payable.stream().sorted().toList(),
                row.provider() != SubscriptionRow.Provider.MANUAL && !payable.isEmpty(),
                row.trialEndsAt(),
                !row.trialUsed(),
                periodEnd(row, now),
                row.cancelAt(),
                row.graceEndsAt(),
                subscription.planAt(now),
                row.version());
    }

    private static String note(SubscriptionRow row, Set<String> payable) {
        return switch (row.provider()) {
            case STRIPE -> BY_STRIPE;
            case MANUAL -> payable.isEmpty() ? NOT_CONNECTED : BY_HAND;
        };
    }

    /** A trial is a period of its own. */
    static Instant periodEnd(SubscriptionRow row, Instant now) {
        var paidUntil = row.periodEndsAt();
        if (paidUntil != null && row.isProvidedAt(now)) {
            return paidUntil;
        }
        var trialEnds = row.trialEndsAt();
        if (trialEnds != null && row.subscription().stateAt(now) == State.TRIALING) {
            return trialEnds;
        }
        return YearMonth.from(now.atZone(ZoneOffset.UTC))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
