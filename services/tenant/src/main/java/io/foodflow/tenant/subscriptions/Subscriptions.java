package io.foodflow.tenant.subscriptions;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Subscription.State;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Versions;
import io.foodflow.tenant.subscriptions.SubscriptionRow.Outcome;
import io.foodflow.tenant.tenants.Reach;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of tenants and how they change. What a payment provider has changes there first, and is written down
 * here as the provider tells it. Thread-safe.
 */
public final class Subscriptions {

    private static final String FREE = "free";

    private final SubscriptionTable table;
    private final Entitlements entitlements;
    private final Tenants tenants;
    private final PlatformWork work;
    private final Supplier<PaymentProvider> provider;
    private final Clock clock;

    Subscriptions(
            SubscriptionTable table,
            Entitlements entitlements,
            Tenants tenants,
            PlatformWork work,
            Supplier<PaymentProvider> provider,
            Clock clock) {
        this.table = table;
        this.entitlements = entitlements;
        this.tenants = tenants;
        this.work = work;
        this.provider = provider;
        this.clock = clock;
    }

    SubscriptionView get(TenantId tenant) {
        return view(tenant, row(tenant));
    }

    /** Chooses a plan, or a trial of it. */
    SubscriptionView choose(TenantId tenant, @Nullable String ifMatch, String plan, boolean trial, boolean byPlatform) {
        var payable = provider.get().plans();
        boolean byHand = byPlatform && payable.isEmpty();
        return change(
                tenant,
                null,
                (row, now) -> {
                    Versions.requireMatch(ifMatch, row.version());
                    return byHand
                            ? row.chooseByHand(plan, trial, now)
                            : row.choose(plan, trial, byPlatform, payable.contains(plan), now);
                },
                () -> {
                    if (plan.equals(FREE)) {
                        provider.get().cancel(tenant, false, null);
                    } else {
                        provider.get().changePlan(tenant, plan);
                    }
                });
    }

    /** Cancels, now or at the end of the period. */
    SubscriptionView cancel(TenantId tenant, boolean atOnce, @Nullable String reason, boolean byPlatform) {
        boolean byHand = byPlatform && provider.get().plans().isEmpty();
        return change(
                tenant,
                reason,
                (row, now) -> {
                    var at = atOnce ? now : SubscriptionView.periodEnd(row, now);
                    return byHand ? row.cancelByHand(at, now) : row.cancel(at, now);
                },
                () -> provider.get().cancel(tenant, atOnce, reason));
    }

    SubscriptionView reactivate(TenantId tenant, boolean byPlatform) {
        return change(
                tenant,
                null,
                (row, now) -> row.reactivate(byPlatform, now),
                () -> provider.get().reactivate(tenant));
    }

    SubscriptionView paymentFailed(TenantId tenant) {
        return change(tenant, null, SubscriptionRow::paymentFailed, () -> {});
    }

    SubscriptionView paid(TenantId tenant) {
        return change(tenant, null, SubscriptionRow::paid, () -> {});
    }

    /** Asks the provider how things are, and shows that. */
    SubscriptionView refresh(TenantId tenant) {
        row(tenant);
        provider.get().refresh(tenant);
        return get(tenant);
    }

    /** Whether somebody has chosen a plan for that tenant, or a provider has a subscription of it. */
    public boolean isChosen(TenantId tenant) {
        var row = row(tenant);
        return row.version() > 0 || !row.plan().equals(FREE);
    }

    /** 409 for a tenant that is invoiced by hand and has not paid: it cannot leave that behind by paying otherwise. */
    public void requireNothingUnpaid(TenantId tenant) {
        var row = row(tenant);
        if (row.provider() == SubscriptionRow.Provider.MANUAL && row.state() == State.PAST_DUE) {
            SubscriptionProblems.require(new Outcome.Unpaid());
        }
    }

    /** Until when the tenant tries that plan, if it does so without a provider. */
    public Optional<Instant> triedUntil(TenantId tenant, String plan) {
        var row = row(tenant);
        boolean tried = row.plan().equals(plan)
                && !row.isProvidedAt(clock.instant())
                && row.subscription().stateAt(clock.instant()) == State.TRIALING;
        return tried ? Optional.ofNullable(row.trialEndsAt()) : Optional.empty();
    }

    /**
     * Writes down what the provider tells of a tenant's subscription, in the running platform transaction; nothing where
     * that is known.
     *
     * @param reason a person's, if one ordered it
     * @return whether anything changed
     */
    public boolean follow(Change change, TenantId tenant, ProvidedSubscription told, @Nullable String reason) {
        var before = table.hold(tenant).orElseThrow(() -> Reach.absent(tenant.value()));
        var row = before.follow(told);
        if (row.isEmpty()) {
            change.nothing();
            return false;
        }
        write(change, tenant, before, row.get(), reason, clock.instant());
        return true;
    }

    /** Ends a subscription that the provider has lost, in the running platform transaction; nothing for any other. */
    public void lose(Change change, TenantId tenant) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var before = table.hold(tenant).orElseThrow(() -> Reach.absent(tenant.value()));
        if (before.isProvidedAt(now)) {
            follow(
                    change,
                    tenant,
                    new ProvidedSubscription(before.plan(), ProvidedSubscription.Standing.ENDED, now, null, now, null),
                    null);
        }
    }

    private SubscriptionView change(
            TenantId tenant,
            @Nullable String reason,
            BiFunction<SubscriptionRow, Instant, Outcome> operation,
            Runnable atProvider) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // PostgreSQL rounds: what ends now must not end later
        boolean ordered = work.write(change -> {
            var before = table.hold(tenant).orElseThrow(() -> Reach.absent(tenant.value()));
            var outcome = operation.apply(before, now);
            var wanted = outcome instanceof Outcome.AtProvider
                    ? Optional.<SubscriptionRow>empty()
                    : SubscriptionProblems.require(outcome);
            if (wanted.isEmpty()) {
                change.nothing();
            } else {
                write(change, tenant, before, wanted.get(), reason, now);
            }
            return outcome instanceof Outcome.AtProvider;
        });
        if (ordered) {
            atProvider.run(); // no transaction waits for what is far away
        }
        return get(tenant);
    }

    private void write(
            Change change,
            TenantId tenant,
            SubscriptionRow before,
            SubscriptionRow wanted,
            @Nullable String reason,
            Instant now) {
        table.write(tenant, wanted);
        var after = table.find(tenant).orElseThrow();
        entitlements.forgetAfterCommit();
        tenants.forgetAfterCommit();
        change.record(
                new SubscriptionChanged(
                        tenant, after.plan(), after.subscription().stateAt(now).text()),
                before,
                after,
                reason);
    }

    private SubscriptionRow row(TenantId tenant) {
        return work.read(() -> table.find(tenant)).orElseThrow(() -> Reach.absent(tenant.value()));
    }

    private SubscriptionView view(TenantId tenant, SubscriptionRow row) {
        return SubscriptionView.of(tenant, row, provider.get().plans(), clock.instant());
    }
}
