package io.foodflow.tenant.subscriptions;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Versions;
import io.foodflow.tenant.subscriptions.SubscriptionRow.Outcome;
import io.foodflow.tenant.tenants.Reach;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The subscriptions of tenants and how they change. Thread-safe. */
final class Subscriptions {

    private final SubscriptionTable table;
    private final Entitlements entitlements;
    private final Tenants tenants;
    private final PlatformWork work;
    private final Clock clock;

    Subscriptions(SubscriptionTable table, Entitlements entitlements, Tenants tenants, PlatformWork work, Clock clock) {
        this.table = table;
        this.entitlements = entitlements;
        this.tenants = tenants;
        this.work = work;
        this.clock = clock;
    }

    SubscriptionView get(TenantId tenant) {
        var row = work.read(() -> table.find(tenant)).orElseThrow(() -> Reach.absent(tenant.value()));
        return SubscriptionView.of(tenant, row, clock.instant());
    }

    /** Chooses a plan, or a trial of it. */
    SubscriptionView choose(TenantId tenant, @Nullable String ifMatch, String plan, boolean trial, boolean byPlatform) {
        return change(tenant, null, (row, now) -> {
            Versions.requireMatch(ifMatch, row.version());
            return row.choose(plan, trial, byPlatform, now);
        });
    }

    /** Cancels, now or at the end of the period. */
    SubscriptionView cancel(TenantId tenant, boolean atOnce, @Nullable String reason) {
        return change(
                tenant, reason, (row, now) -> row.cancel(atOnce ? now : SubscriptionView.periodEnd(row, now), now));
    }

    SubscriptionView reactivate(TenantId tenant, boolean byPlatform) {
        return change(tenant, null, (row, now) -> row.reactivate(byPlatform, now));
    }

    SubscriptionView paymentFailed(TenantId tenant) {
        return change(tenant, null, SubscriptionRow::paymentFailed);
    }

    SubscriptionView paid(TenantId tenant) {
        return change(tenant, null, (row, now) -> row.paid());
    }

    private SubscriptionView change(
            TenantId tenant, @Nullable String reason, BiFunction<SubscriptionRow, Instant, Outcome> operation) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // PostgreSQL rounds: what ends now must not end later
        return work.write(change -> {
            var before = table.hold(tenant).orElseThrow(() -> Reach.absent(tenant.value()));
            var wanted = SubscriptionProblems.require(operation.apply(before, now));
            if (wanted.isEmpty()) {
                change.nothing();
                return SubscriptionView.of(tenant, before, now);
            }
            table.write(tenant, wanted.get());
            var after = table.find(tenant).orElseThrow();
            entitlements.forgetAfterCommit();
            tenants.forgetAfterCommit();
            change.record(
                    new SubscriptionChanged(
                            tenant,
                            after.plan(),
                            after.subscription().stateAt(now).text()),
                    before,
                    after,
                    reason);
            return SubscriptionView.of(tenant, after, now);
        });
    }
}
