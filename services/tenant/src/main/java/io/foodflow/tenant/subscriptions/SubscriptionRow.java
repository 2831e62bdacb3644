package io.foodflow.tenant.subscriptions;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.platform.entitlements.Subscription;
import io.foodflow.platform.entitlements.Subscription.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is written down, and what may become of it. Each change is a function of what was and the time;
 * what is not allowed is an outcome of its own.
 *
 * @param trialUsed whether the tenant had its trial
 * @param provider who collects the money
 * @param periodEndsAt until when it is paid, where a provider says so
 * @param version 0 where nothing was written down yet
 */
record SubscriptionRow(
        String plan,
        State state,
        @Nullable Instant trialEndsAt,
        boolean trialUsed,
        @Nullable Instant cancelAt,
        @Nullable Instant graceEndsAt,
        Provider provider,
        @Nullable Instant periodEndsAt,
        long version) {

    static final int TRIAL_DAYS = 14;
    static final int GRACE_DAYS = 14;
    private static final String FREE = "free";
    private static final int DAYS_UNTIL_HEARD = 1;
    private static final String BY_AGREEMENT = "enterprise";

    /** Who collects the money. */
    enum Provider {
        /** Nobody but people: invoices are written by hand. */
        MANUAL,
        STRIPE;

        /** As {@code stripe}. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Provider of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** What came of wanting a change. */
    sealed interface Outcome {
        record Changed(SubscriptionRow row) implements Outcome {}

        /** Only who runs the platform may do that. */
        record ByAgreement(String plan) implements Outcome {}

        /** It has to be paid for first. */
        record CheckoutNeeded(String plan) implements Outcome {}

        /** The provider is to do it. */
        record AtProvider() implements Outcome {}

        /** The provider knows whether it is paid, and nobody else. */
        record BilledByProvider() implements Outcome {}

        /** There is one trial for each tenant. */
        record TrialUsed() implements Outcome {}

        /** The last invoice is not paid. */
        record Unpaid() implements Outcome {}

        /** It is like that already, or there is nothing to change. */
        record NoSuchChange(String why) implements Outcome {}

        /** It is as it is wanted already. */
        record Unchanged() implements Outcome {}
    }

    /** What a tenant has that never chose: its plan, active. */
    static SubscriptionRow ofPlan(String plan) {
        return new SubscriptionRow(plan, State.ACTIVE, null, false, null, null, Provider.MANUAL, null, 0);
    }

    Subscription subscription() {
        var until = trialEndsAt == null || provider == Provider.MANUAL
                ? trialEndsAt
                : trialEndsAt.plus(DAYS_UNTIL_HEARD, ChronoUnit.DAYS); // the provider ends it, and tells
        return new Subscription(plan, state, until, cancelAt, graceEndsAt);
    }

    /** Whether a payment provider has it, and it has not ended. */
    boolean isProvidedAt(Instant now) {
        return provider != Provider.MANUAL && subscription().stateAt(now) != State.CANCELLED;
    }

    /**
     * Another plan, or a trial of one.
     *
     * @param forCheckout whether that plan is had by paying for it with a provider
     */
    Outcome choose(String wanted, boolean trial, boolean byPlatform, boolean forCheckout, Instant now) {
        if (isProvidedAt(now)) {
            return chooseAtProvider(wanted, trial, byPlatform, forCheckout);
        }
        if (!byPlatform && wanted.equals(BY_AGREEMENT) && !trial && !forCheckout) {
            return new Outcome.ByAgreement(wanted);
        }
        if (!byPlatform && state == State.PAST_DUE) {
            return new Outcome.Unpaid();
        }
        if (trial) {
            return startTrial(wanted, now);
        }
        if (wanted.equals(plan) && subscription().stateAt(now) == State.ACTIVE && cancelAt == null) {
            return new Outcome.NoSuchChange("the plan is '%s' already".formatted(plan));
        }
        return !byPlatform && forCheckout
                ? new Outcome.CheckoutNeeded(wanted)
                : changed(wanted, State.ACTIVE, null, trialUsed, null, null);
    }

    /** As {@link #choose} by who runs the platform, where the provider is not connected any more: then people collect. */
    Outcome chooseByHand(String wanted, boolean trial, Instant now) {
        return isProvidedAt(now) && wanted.equals(plan) && !trial
                ? changed(plan, State.ACTIVE, null, trialUsed, null, null)
                : byHand().choose(wanted, trial, true, false, now);
    }

    /** As {@link #cancel}, where the provider is not connected any more. */
    Outcome cancelByHand(Instant at, Instant now) {
        return byHand().cancel(at, now);
    }

    private SubscriptionRow byHand() {
        return new SubscriptionRow(
                plan, state, trialEndsAt, trialUsed, cancelAt, graceEndsAt, Provider.MANUAL, null, version);
    }

    private Outcome chooseAtProvider(String wanted, boolean trial, boolean byPlatform, boolean forCheckout) {
        if (trial) {
            return new Outcome.NoSuchChange("a trial is from the plan 'free'; the plan is '%s'".formatted(plan));
        }
        if (wanted.equals(plan) && cancelAt == null) {
            return new Outcome.NoSuchChange("the plan is '%s' already".formatted(plan));
        }
        if (wanted.equals(FREE)) {
            return new Outcome.AtProvider();
        }
        if (!forCheckout) {
            return byPlatform
                    ? new Outcome.NoSuchChange(
                            "'%s' has no price with the payment provider; cancel the subscription there first, then choose it"
                                    .formatted(wanted))
                    : new Outcome.ByAgreement(wanted);
        }
        return state == State.PAST_DUE ? new Outcome.Unpaid() : new Outcome.AtProvider();
    }

    private Outcome startTrial(String wanted, Instant now) {
        if (trialUsed) {
            return new Outcome.TrialUsed();
        }
        if (wanted.equals(FREE) || !subscription().planAt(now).equals(FREE)) {
            return new Outcome.NoSuchChange(
                    "a trial is of a plan that is paid for, from the plan 'free'; the plan is '%s'"
                            .formatted(subscription().planAt(now)));
        }
        return changed(wanted, State.TRIALING, now.plus(TRIAL_DAYS, ChronoUnit.DAYS), true, null, null);
    }

    /** Ends it at that moment, which is not before now. */
    Outcome cancel(Instant at, Instant now) {
        if (subscription().planAt(now).equals(FREE)) {
            return isProvidedAt(now)
                    ? new Outcome.AtProvider() // lapsed, and still asked to pay
                    : new Outcome.NoSuchChange("there is nothing to cancel: the plan is 'free'");
        }
        return isProvidedAt(now)
                ? new Outcome.AtProvider()
                : changed(plan, state, trialEndsAt, trialUsed, at, graceEndsAt);
    }

    /** Takes a cancellation back, whether it has come into force or not; nothing changes where there is none. */
    Outcome reactivate(boolean byPlatform, Instant now) {
        if (cancelAt == null) {
            return new Outcome.Unchanged();
        }
        if (provider != Provider.MANUAL) {
            return isProvidedAt(now) ? new Outcome.AtProvider() : new Outcome.CheckoutNeeded(plan);
        }
        boolean over = subscription().stateAt(now) == State.CANCELLED;
        if (over && !byPlatform && plan.equals(BY_AGREEMENT)) {
            return new Outcome.ByAgreement(plan);
        }
        return changed(plan, state, trialEndsAt, trialUsed, null, graceEndsAt);
    }

    /** An invoice was not paid: it goes on for a time of grace, which further failures do not prolong. */
    Outcome paymentFailed(Instant now) {
        if (isProvidedAt(now)) {
            return new Outcome.BilledByProvider();
        }
        if (plan.equals(FREE) || state == State.PAST_DUE || subscription().stateAt(now) != State.ACTIVE) {
            return new Outcome.NoSuchChange(
                    "only an active subscription of a plan that is paid for can be unpaid; it is %s"
                            .formatted(subscription().stateAt(now).text()));
        }
        return changed(plan, State.PAST_DUE, null, trialUsed, cancelAt, now.plus(GRACE_DAYS, ChronoUnit.DAYS));
    }

    /** The invoice was paid after all. */
    Outcome paid(Instant now) {
        if (isProvidedAt(now)) {
            return new Outcome.BilledByProvider();
        }
        return state == State.PAST_DUE
                ? changed(plan, State.ACTIVE, null, trialUsed, cancelAt, null)
                : new Outcome.NoSuchChange("nothing is unpaid");
    }

    /**
     * What the provider says, written down; empty where that changes nothing. One that ended says nothing about a
     * subscription that the provider does not have.
     */
    Optional<SubscriptionRow> follow(ProvidedSubscription told) {
        var ended = told.standing() == ProvidedSubscription.Standing.ENDED;
        if (ended && provider == Provider.MANUAL) {
            return Optional.empty();
        }
        var row = switch (told.standing()) {
            case TRIALING -> provided(told, State.TRIALING, told.trialEndsAt(), null);
            case ACTIVE -> provided(told, State.ACTIVE, null, null);
            case UNPAID -> provided(told, State.PAST_DUE, null, graceAfter(told.unpaidSince()));
            case PAUSED -> provided(told, State.PAST_DUE, null, told.unpaidSince());
            case ENDED -> provided(told, State.CANCELLED, null, null);
        };
        return row.equals(this) ? Optional.empty() : Optional.of(row);
    }

    /**
     * From the first invoice that is not paid: further failures do not prolong it, and paying before the next failure makes
     * it a new one. What was granted is not taken back.
     */
    private @Nullable Instant graceAfter(@Nullable Instant unpaidSince) {
        var known = provider != Provider.MANUAL && state == State.PAST_DUE ? graceEndsAt : null;
        if (unpaidSince == null) {
            return graceEndsAt;
        }
        var ends = unpaidSince.plus(GRACE_DAYS, ChronoUnit.DAYS);
        return known != null && known.isAfter(ends) ? known : ends;
    }

    private SubscriptionRow provided(
            ProvidedSubscription told, State standing, @Nullable Instant trialEnds, @Nullable Instant graceEnds) {
        return new SubscriptionRow(
                standing == State.CANCELLED ? plan : told.plan(),
                standing,
                trialEnds,
                trialUsed || standing == State.TRIALING,
                told.cancelAt(),
                graceEnds,
                Provider.STRIPE,
                told.periodEndsAt(),
                version);
    }

    private static Outcome changed(
            String plan,
            State state,
            @Nullable Instant trialEndsAt,
            boolean trialUsed,
            @Nullable Instant cancelAt,
            @Nullable Instant graceEndsAt) {
        return new Outcome.Changed(new SubscriptionRow(
                plan, state, trialEndsAt, trialUsed, cancelAt, graceEndsAt, Provider.MANUAL, null, 0));
    }
}
