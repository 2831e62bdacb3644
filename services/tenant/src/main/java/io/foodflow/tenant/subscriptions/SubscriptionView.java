package io.foodflow.tenant.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.platform.entitlements.Subscription.State;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as people are shown it, as of now.
 *
 * @param plan that was chosen
 * @param billing {@code manual}: invoices are written by hand
 * @param currentPeriodEnd end of the calendar month (UTC) that is being paid for
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
        @Nullable Instant trialEndsAt,
        boolean trialAvailable,
        Instant currentPeriodEnd,
        @Nullable Instant cancelAt,
        @Nullable Instant graceEndsAt,
        String effectivePlan,
        long version) {

    private static final String BY_HAND =
            "invoiced by hand: no payment provider is connected, so who runs the platform writes the invoices and notes"
                    + " which are paid";

    static SubscriptionView of(TenantId tenant, SubscriptionRow row, Instant now) {
        var subscription = row.subscription();
        return new SubscriptionView(
                tenant.value(),
                row.plan(),
                subscription.stateAt(now),
                "manual",
                BY_HAND,
                row.trialEndsAt(),
                !row.trialUsed(),
                periodEnd(row, now),
                row.cancelAt(),
                row.graceEndsAt(),
                subscription.planAt(now),
                row.version());
    }

    /** A trial is a period of its own. */
    static Instant periodEnd(SubscriptionRow row, Instant now) {
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
