package io.foodflow.tenant.subscriptions;

import io.foodflow.platform.entitlements.Subscription;
import io.foodflow.platform.entitlements.Subscription.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is written down, and what may become of it. Each change is a function of what was and the time;
 * what is not allowed is an outcome of its own.
 *
 * @param trialUsed whether the tenant had its trial
 * @param version 0 where nothing was written down yet
 */
record SubscriptionRow(
        String plan,
        State state,
        @Nullable Instant trialEndsAt,
        boolean trialUsed,
        @Nullable Instant cancelAt,
        @Nullable Instant graceEndsAt,
        long version) {

    static final int TRIAL_DAYS = 14;
    static final int GRACE_DAYS = 14;
    private static final String FREE = "free";
    private static final String BY_AGREEMENT = "enterprise";

    /** What came of wanting a change. */
    sealed interface Outcome {
        record Changed(SubscriptionRow row) implements Outcome {}

        /** Only who runs the platform may do that. */
        record ByAgreement(String plan) implements Outcome {}

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
        return new SubscriptionRow(plan, State.ACTIVE, null, false, null, null, 0);
    }

    Subscription subscription() {
        return new Subscription(plan, state, trialEndsAt, cancelAt, graceEndsAt);
    }

    /** Another plan, or a trial of one. */
    Outcome choose(String wanted, boolean trial, boolean byPlatform, Instant now) {
        if (!byPlatform && wanted.equals(BY_AGREEMENT) && !trial) {
            return new Outcome.ByAgreement(wanted);
        }
        if (!byPlatform && state == State.PAST_DUE) {
            return new Outcome.Unpaid();
        }
        if (trial) {
            return startTrial(wanted, now);
        }
        boolean same = wanted.equals(plan) && subscription().stateAt(now) == State.ACTIVE && cancelAt == null;
        return same
                ? new Outcome.NoSuchChange("the plan is '%s' already".formatted(plan))
                : changed(wanted, State.ACTIVE, null, trialUsed, null, null);
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
            return new Outcome.NoSuchChange("there is nothing to cancel: the plan is 'free'");
        }
        return changed(plan, state, trialEndsAt, trialUsed, at, graceEndsAt);
    }

    /** Takes a cancellation back, whether it has come into force or not; nothing changes where there is none. */
    Outcome reactivate(boolean byPlatform, Instant now) {
        if (cancelAt == null) {
            return new Outcome.Unchanged();
        }
        boolean over = subscription().stateAt(now) == State.CANCELLED;
        if (over && !byPlatform && plan.equals(BY_AGREEMENT)) {
            return new Outcome.ByAgreement(plan);
        }
        return changed(plan, state, trialEndsAt, trialUsed, null, graceEndsAt);
    }

    /** An invoice was not paid: it goes on for a time of grace, which further failures do not prolong. */
    Outcome paymentFailed(Instant now) {
        if (plan.equals(FREE) || state == State.PAST_DUE || subscription().stateAt(now) != State.ACTIVE) {
            return new Outcome.NoSuchChange(
                    "only an active subscription of a plan that is paid for can be unpaid; it is %s"
                            .formatted(subscription().stateAt(now).text()));
        }
        return changed(plan, State.PAST_DUE, null, trialUsed, cancelAt, now.plus(GRACE_DAYS, ChronoUnit.DAYS));
    }

    /** The invoice was paid after all. */
    Outcome paid() {
        return state == State.PAST_DUE
                ? changed(plan, State.ACTIVE, null, trialUsed, cancelAt, null)
                : new Outcome.NoSuchChange("nothing is unpaid");
    }

    private static Outcome changed(
            String plan,
            State state,
            @Nullable Instant trialEndsAt,
            boolean trialUsed,
            @Nullable Instant cancelAt,
            @Nullable Instant graceEndsAt) {
        return new Outcome.Changed(new SubscriptionRow(plan, state, trialEndsAt, trialUsed, cancelAt, graceEndsAt, 0));
    }
}
