package io.foodflow.platform.entitlements;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.entitlements.Entitled.OwnLimit;
import io.foodflow.platform.entitlements.Entitled.Source;
import io.foodflow.platform.entitlements.Entitled.Switch;
import io.foodflow.platform.entitlements.Subscription.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitledTest {

    private static final Instant NOW = Instant.parse("2026-12-31T23:59:59Z");
    private static final Plan FREE =
            new Plan("free", "Free", "", 0L, "EUR", List.of("recall"), Map.of("users", 5L, "events", 100L));
    private static final Plan PRO =
            new Plan("pro", "Pro", "", 9L, "EUR", List.of("recall", "sensors"), Map.of("users", 50L));

    /** What switches by platform and tenant make of a feature that the plan has or lacks; '-' is not switched. */
    @ParameterizedTest
    @CsvSource({
        "recall,-,-,true,PLAN",
        "vision,-,-,false,PLAN",
        "vision,on,-,true,PLATFORM",
        "recall,off,-,false,PLATFORM",
        "recall,-,off,false,TENANT",
        "recall,on,off,true,PLATFORM",
        "vision,-,off,false,PLAN",
        "vision,-,on,false,PLAN",
        "vision,off,on,false,PLATFORM"
    })
    void decidesByPlatformThenTenantThenPlan(
            String feature, String platform, String tenant, boolean enabled, Source source) {
        var switches = new ArrayList<Switch>();
        if (!platform.equals("-")) {
            switches.add(new Switch(feature, "platform", platform.equals("on"), null, "a", NOW));
        }
        if (!tenant.equals("-")) {
            switches.add(new Switch(feature, "tenant", tenant.equals("on"), null, "b", NOW));
        }
        var allowed =
                new Entitled("free", null, List.of(FREE, PRO), List.of(), switches, List.of()).feature(feature, NOW);
        assertThat(allowed.enabled()).isEqualTo(enabled);
        assertThat(allowed.source()).isEqualTo(source);
        assertThat(allowed.decisive() == null).isEqualTo(source == Source.PLAN);
    }

    @Test
    void prefersATenantsOwnLimit() {
        var own = List.of(new OwnLimit("users", 7L), new OwnLimit("events", null));
        var entitled = new Entitled("free", null, List.of(FREE, PRO), List.of(), List.of(), own);
        assertThat(entitled.limit(Metric.USERS, NOW).most()).hasValue(7);
        assertThat(entitled.limit(Metric.USERS, NOW).source()).isEqualTo(Source.PLATFORM);
        assertThat(entitled.limit(Metric.EVENTS, NOW).most()).as("unlimited").isEmpty();
        assertThat(entitled.limit(Metric.STORAGE_BYTES, NOW).most()).isEmpty();
        assertThat(entitled.limit(Metric.STORAGE_BYTES, NOW).source()).isEqualTo(Source.PLAN);
    }

    @Test
    void countsATrialsPlanUntilItRunsOut() {
        var trial = new Subscription("pro", State.TRIALING, NOW.plusSeconds(1), null, null);
        var entitled = new Entitled("pro", trial, List.of(FREE, PRO), List.of(), List.of(), List.of());
        assertThat(entitled.feature("sensors", NOW).source()).isEqualTo(Source.TRIAL);
        assertThat(entitled.limit(Metric.USERS, NOW).most()).hasValue(50);
        assertThat(entitled.feature("sensors", NOW.plusSeconds(1)).enabled()).isFalse();
        assertThat(entitled.limit(Metric.USERS, NOW.plusSeconds(1)).most()).hasValue(5);
    }

    @ParameterizedTest
    @CsvSource({
        "TRIALING,1,,,TRIALING,pro",
        "TRIALING,0,,,LAPSED,free",
        "ACTIVE,,,,ACTIVE,pro",
        "ACTIVE,,1,,ACTIVE,pro",
        "ACTIVE,,0,,CANCELLED,free",
        "PAST_DUE,,,1,PAST_DUE,pro",
        "PAST_DUE,,,0,LAPSED,free",
        "PAST_DUE,,0,1,CANCELLED,free",
        "CANCELLED,,,,CANCELLED,free"
    })
    void movesOnByTimeAlone(
            State state, Integer trialDays, Integer cancelDays, Integer graceDays, State then, String plan) {
        var subscription = new Subscription("pro", state, in(trialDays), in(cancelDays), in(graceDays));
        assertThat(subscription.stateAt(NOW)).isEqualTo(then);
        assertThat(subscription.planAt(NOW)).isEqualTo(plan);
        assertThat(State.of(then.text())).isEqualTo(then);
    }

    @Test
    void countsEventsByTheMonthOfUtcAndUsersForEver() {
        assertThat(Metric.EVENTS.period(NOW)).isEqualTo("2026-12");
        assertThat(Metric.EVENTS.period(NOW.plusSeconds(1))).isEqualTo("2027-01");
        assertThat(Metric.EVENTS.resetsAfter(NOW)).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(Metric.USERS.period(NOW)).isEmpty();
        assertThat(Metric.USERS.resetsAfter(NOW)).isNull();
        assertThat(Metric.of("storage_bytes")).contains(Metric.STORAGE_BYTES);
        assertThat(Metric.of(null)).isEmpty();
        assertThat(Metric.of("STORAGE_BYTES")).isEmpty();
    }

    @Test
    void showsUnlimitedAsNull() {
        assertThat(PRO.allLimits()).containsEntry("users", 50L).containsEntry("events", null);
    }

    private static Instant in(Integer days) {
        return days == null ? null : NOW.plus(Duration.ofDays(days));
    }
}
