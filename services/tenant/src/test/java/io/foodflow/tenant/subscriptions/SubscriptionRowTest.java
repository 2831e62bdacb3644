package io.foodflow.tenant.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.entitlements.Subscription.State;
import io.foodflow.tenant.subscriptions.ProvidedSubscription.Standing;
import io.foodflow.tenant.subscriptions.SubscriptionRow.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SubscriptionRowTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SubscriptionRow FREE = SubscriptionRow.ofPlan("free");
    private static final SubscriptionRow PRO = SubscriptionRow.ofPlan("pro");

    @Test
    void fallsBackToFreeWhenATrialRunsOutWithoutAnyJob() {
        var trial = changed(FREE.choose("enterprise", true, false, false, NOW));
        assertThat(trial.subscription().planAt(NOW)).isEqualTo("enterprise");
        assertThat(trial.subscription().stateAt(days(14).minusNanos(1))).isEqualTo(State.TRIALING);
        assertThat(trial.subscription().stateAt(days(14))).isEqualTo(State.LAPSED);
        assertThat(trial.subscription().planAt(days(14))).isEqualTo("free");
        assertThat(trial.choose("pro", true, true, false, days(15))).isEqualTo(new Outcome.TrialUsed());
        assertThat(changed(trial.choose("pro", false, false, false, days(15)))
                        .subscription()
                        .planAt(days(15)))
                .isEqualTo("pro");
        assertThat(trial.choose("enterprise", false, false, false, NOW))
                .isEqualTo(new Outcome.ByAgreement("enterprise"));
        assertThat(changed(trial.choose("enterprise", false, true, false, NOW)).state())
                .isEqualTo(State.ACTIVE);
    }

    @Test
    void triesOnlyFromFreeAndOnlyWhatIsPaidFor() {
        assertThat(PRO.choose("enterprise", true, false, false, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(FREE.choose("free", true, false, false, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(PRO.choose("pro", false, false, false, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
    }

    @Test
    void goesOnUnpaidForATimeOfGraceThatFurtherFailuresDoNotProlong() {
        var unpaid = changed(PRO.paymentFailed(NOW));
        assertThat(unpaid.subscription().stateAt(NOW)).isEqualTo(State.PAST_DUE);
        assertThat(unpaid.subscription().planAt(days(14).minusNanos(1))).isEqualTo("pro");
        assertThat(unpaid.subscription().stateAt(days(14))).isEqualTo(State.LAPSED);
        assertThat(unpaid.subscription().planAt(days(14))).isEqualTo("free");
        assertThat(unpaid.paymentFailed(days(7))).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(unpaid.choose("free", false, false, false, NOW)).isEqualTo(new Outcome.Unpaid());
        assertThat(changed(unpaid.choose("free", false, true, false, NOW)).state())
                .isEqualTo(State.ACTIVE);
        assertThat(changed(unpaid.paid(NOW)).subscription().planAt(days(30))).isEqualTo("pro");
        assertThat(PRO.paid(NOW)).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(FREE.paymentFailed(NOW)).isInstanceOf(Outcome.NoSuchChange.class);
    }

    @Test
    void endsWhenItIsCancelledAndComesBack() {
        var cancelled = changed(PRO.cancel(days(8), NOW));
        assertThat(cancelled.subscription().stateAt(NOW)).isEqualTo(State.ACTIVE);
        assertThat(cancelled.subscription().stateAt(days(8))).isEqualTo(State.CANCELLED);
        assertThat(cancelled.subscription().planAt(days(8))).isEqualTo("free");
        assertThat(changed(cancelled.reactivate(false, NOW)).subscription().planAt(days(9)))
                .isEqualTo("pro");
        assertThat(changed(cancelled.reactivate(false, days(9))).subscription().planAt(days(9)))
                .isEqualTo("pro");
        assertThat(PRO.reactivate(false, NOW)).isEqualTo(new Outcome.Unchanged());
        assertThat(FREE.cancel(NOW, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
        var enterprise = changed(SubscriptionRow.ofPlan("enterprise").cancel(NOW, NOW));
        assertThat(enterprise.reactivate(false, NOW)).isEqualTo(new Outcome.ByAgreement("enterprise"));
        assertThat(changed(enterprise.reactivate(true, NOW)).subscription().planAt(NOW))
                .isEqualTo("enterprise");
    }

    @Test
    void doesNotBecomeActiveByTakingBackTheCancellationOfAnUnpaidOne() {
        var unpaid = changed(changed(PRO.paymentFailed(NOW)).cancel(days(3), NOW));
        var back = changed(unpaid.reactivate(false, days(4)));
        assertThat(back.subscription().stateAt(days(4))).isEqualTo(State.PAST_DUE);
        assertThat(back.subscription().stateAt(days(14))).isEqualTo(State.LAPSED);
    }

    @Test
    void followsWhatTheProviderTells() {
        var active = told(FREE, Standing.ACTIVE, null, null);
        assertThat(active.plan()).isEqualTo("pro");
        assertThat(active.isProvidedAt(days(400))).isTrue();
        assertThat(active.follow(new ProvidedSubscription("pro", Standing.ACTIVE, days(30), null, null, null)))
                .as("known already")
                .isEmpty();

        var unpaid = told(active, Standing.UNPAID, null, days(1));
        assertThat(unpaid.graceEndsAt()).isEqualTo(days(15));
        assertThat(told(unpaid, Standing.UNPAID, days(60), days(1)).graceEndsAt())
                .isEqualTo(days(15));
        assertThat(told(unpaid, Standing.UNPAID, days(60), days(0)).graceEndsAt())
                .as("what was granted is not taken back")
                .isEqualTo(days(15));
        assertThat(told(unpaid, Standing.UNPAID, null, days(9)).graceEndsAt())
                .as("that of the first was paid meanwhile")
                .isEqualTo(days(23));
        assertThat(unpaid.choose("pro", false, true, true, days(2))).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(unpaid.choose("enterprise", false, true, true, days(2))).isEqualTo(new Outcome.Unpaid());
        assertThat(unpaid.choose("free", false, false, false, days(2))).isEqualTo(new Outcome.AtProvider());
        assertThat(unpaid.cancel(days(20), days(20)))
                .as("lapsed, still asked to pay")
                .isEqualTo(new Outcome.AtProvider());

        var ended = told(unpaid, Standing.ENDED, days(3), null);
        assertThat(ended.subscription().planAt(days(3))).isEqualTo("free");
        assertThat(ended.isProvidedAt(days(3))).isFalse();
        assertThat(ended.reactivate(true, days(4))).isEqualTo(new Outcome.CheckoutNeeded("pro"));
        assertThat(PRO.follow(new ProvidedSubscription("pro", Standing.ENDED, NOW, null, NOW, null)))
                .as("what ended there is none of a tenant's that is invoiced by hand")
                .isEmpty();
    }

    @Test
    void waitsADayForTheProvidersWordAtTheEndOfATrialAndNotWhenNobodyPays() {
        var trial = FREE.follow(new ProvidedSubscription("pro", Standing.TRIALING, days(5), days(5), null, null))
                .orElseThrow();
        assertThat(trial.trialUsed()).isTrue();
        assertThat(trial.subscription().stateAt(days(6).minusNanos(1))).isEqualTo(State.TRIALING);
        assertThat(trial.subscription().stateAt(days(6))).isEqualTo(State.LAPSED);
        var paused = told(trial, Standing.PAUSED, null, days(5));
        assertThat(paused.subscription().stateAt(days(5))).isEqualTo(State.LAPSED);
    }

    @Test
    void leavesByAgreementWhatTheProviderHasNoPriceFor() {
        var active = told(FREE, Standing.ACTIVE, null, null);
        assertThat(active.choose("enterprise", false, false, false, NOW))
                .isEqualTo(new Outcome.ByAgreement("enterprise"));
        assertThat(active.choose("enterprise", false, true, false, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(active.choose("enterprise", false, false, true, NOW)).isEqualTo(new Outcome.AtProvider());
        assertThat(active.choose("enterprise", true, false, true, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(FREE.choose("enterprise", false, false, true, NOW))
                .isEqualTo(new Outcome.CheckoutNeeded("enterprise"));
        assertThat(active.paid(NOW)).isEqualTo(new Outcome.BilledByProvider());
        assertThat(active.paymentFailed(NOW)).isEqualTo(new Outcome.BilledByProvider());
    }

    private static SubscriptionRow told(SubscriptionRow row, Standing standing, Instant cancelAt, Instant unpaidSince) {
        return row.follow(new ProvidedSubscription("pro", standing, days(30), null, cancelAt, unpaidSince))
                .orElseThrow();
    }

    private static SubscriptionRow changed(Outcome outcome) {
        return ((Outcome.Changed) outcome).row();
    }

    private static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
