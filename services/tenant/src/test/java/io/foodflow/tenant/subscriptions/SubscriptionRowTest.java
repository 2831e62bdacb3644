package io.foodflow.tenant.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.entitlements.Subscription.State;
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
        var trial = changed(FREE.choose("enterprise", true, false, NOW));
        assertThat(trial.subscription().planAt(NOW)).isEqualTo("enterprise");
        assertThat(trial.subscription().stateAt(days(14).minusNanos(1))).isEqualTo(State.TRIALING);
        assertThat(trial.subscription().stateAt(days(14))).isEqualTo(State.LAPSED);
        assertThat(trial.subscription().planAt(days(14))).isEqualTo("free");
        assertThat(trial.choose("pro", true, true, days(15))).isEqualTo(new Outcome.TrialUsed());
        assertThat(changed(trial.choose("pro", false, false, days(15)))
                        .subscription()
                        .planAt(days(15)))
                .isEqualTo("pro");
        assertThat(trial.choose("enterprise", false, false, NOW)).isEqualTo(new Outcome.ByAgreement("enterprise"));
        assertThat(changed(trial.choose("enterprise", false, true, NOW)).state())
                .isEqualTo(State.ACTIVE);
    }

    @Test
    void triesOnlyFromFreeAndOnlyWhatIsPaidFor() {
        assertThat(PRO.choose("enterprise", true, false, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(FREE.choose("free", true, false, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(PRO.choose("pro", false, false, NOW)).isInstanceOf(Outcome.NoSuchChange.class);
    }

    @Test
    void goesOnUnpaidForATimeOfGraceThatFurtherFailuresDoNotProlong() {
        var unpaid = changed(PRO.paymentFailed(NOW));
        assertThat(unpaid.subscription().stateAt(NOW)).isEqualTo(State.PAST_DUE);
        assertThat(unpaid.subscription().planAt(days(14).minusNanos(1))).isEqualTo("pro");
        assertThat(unpaid.subscription().stateAt(days(14))).isEqualTo(State.LAPSED);
        assertThat(unpaid.subscription().planAt(days(14))).isEqualTo("free");
        assertThat(unpaid.paymentFailed(days(7))).isInstanceOf(Outcome.NoSuchChange.class);
        assertThat(unpaid.choose("free", false, false, NOW)).isEqualTo(new Outcome.Unpaid());
        assertThat(changed(unpaid.choose("free", false, true, NOW)).state()).isEqualTo(State.ACTIVE);
        assertThat(changed(unpaid.paid()).subscription().planAt(days(30))).isEqualTo("pro");
        assertThat(PRO.paid()).isInstanceOf(Outcome.NoSuchChange.class);
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

    private static SubscriptionRow changed(Outcome outcome) {
        return ((Outcome.Changed) outcome).row();
    }

    private static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
