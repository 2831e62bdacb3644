package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.database.Placements;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was not found to be the same on both sides is never the only copy that is left. */
class MoveRepairsTest {

    private static final Faults FAULTS = Faults.Failing.faults;

    private static TestPlatform platform;
    private static MovedTenants tenants;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(
                List.of(Faults.Failing.class),
                "foodflow.placement.enabled=true",
                "foodflow.placement.compared-rows=0",
                "foodflow.placement.wait-seconds=1",
                "foodflow.placement.retry-millis=50");
        tenants = new MovedTenants(platform);
    }

    @AfterAll
    static void stop() {
        tenants.leave();
        platform.close();
    }

    @AfterEach
    void noMoreFaults() {
        FAULTS.fail(Set.of());
    }

    @Test
    void comparesAgainWhatACrashLeftUncomparedAndKeepsWhatDidNotComeBackForCertain() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "kept");
        FAULTS.fail(MoveStep.COMPARE_LATER);
        tenants.promote(tenant);
        tenants.await(tenant, move -> move.state() == MoveState.DEDICATED && move.isProved());
        assertThat(FAULTS.failed()).containsExactly(MoveStep.COMPARE_LATER);
        platform.database().rows("analyze %s.audit_entries".formatted(tenant.schema()));

        FAULTS.fail(MoveStep.COMPARE_LATER);
        tenants.fallBack(tenant);
        var waiting = tenants.await(tenant, MoveState.KEPT);
        assertThat(waiting.uncompared()).contains("audit_entries");
        assertThat(waiting.canSettle()).isTrue();
        assertThat(exists(waiting)).isTrue();
        assertThat(tenants.leftOfReplication(tenant)).isEmpty();
        assertThat(tenants.notes(tenant)).containsExactly("kept");

        tenants.settle(tenant);
        tenants.await(tenant, MoveState.FALLEN_BACK);
        assertThat(exists(waiting)).isFalse();
        assertThat(tenants.recorded(tenant)).endsWith("TenantFellBack", "OwnDatabaseKept", "SettlingRequested");
    }

    @Test
    void staysWhereItIsWhenTheWayBackIsBarred() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "kept");
        tenants.promote(tenant);
        tenants.await(tenant, move -> move.state() == MoveState.DEDICATED && move.isProved());

        tenants.forgeHere("insert into %s.usage_counters values ('events', '1999-01', 1)".formatted(tenant.schema()));
        tenants.fallBack(tenant);
        var stayed = tenants.await(tenant, move -> move.state() == MoveState.DEDICATED && move.fallbackLost() != null);

        assertThat(stayed.fallbackLost()).contains("usage_counters");
        tenants.awaitRest(tenant);
        tenants.change(tenant, "state = 'falling_back', fallback_lost = 'a new version'");
        tenants.await(tenant, MoveState.DEDICATED);
        tenants.note(tenant, "there");
        assertThat(tenants.notes(tenant)).containsExactlyInAnyOrder("kept", "there");

        tenants.awaitRest(tenant);
        tenants.change(
                tenant,
                "settle_after = now() - interval '1 day', tables = '[{\"table\": \"outbox\", \"rows\": 1, \"matches\": null}]'");
        tenants.awaitError(tenant, "not settled by itself");
        assertThat(platform.database().rows("select to_regnamespace('%s') is not null".formatted(tenant.schema())))
                .containsExactly("t");
        tenants.settle(tenant);
        tenants.await(tenant, MoveState.SETTLED);
    }

    @Test
    void endsMovesBeforeItStopsAndContinuesNoneOfAnInstallationThatItIsACopyOf() throws Exception {
        var tenant = platform.newTenant();
        var hold = FAULTS.hold(MoveStep.COPY);
        tenants.promote(tenant);
        hold.awaitReached();

        var mover = platform.bean(Mover.class);
        mover.stop();
        assertThat(hold.isLeft()).isTrue();
        assertThat(tenants.last(tenant).state()).isEqualTo(MoveState.COPYING);
        assertThat(tenants.last(tenant).attempts()).isZero();

        tenants.change(tenant, "installation = 'another'");
        mover.start();
        platform.bean(PlacementUpkeep.class).beginning();
        tenants.awaitError(tenant, "the installation that this one is a copy of");
        var other = platform.newTenant();
        tenants.promote(other);
        tenants.await(other, MoveState.DEDICATED);
        assertThat(tenants.last(tenant).state()).as("looked at since").isEqualTo(MoveState.COPYING);
        platform.database()
                .rows("update platform.tenants set placed_by = 'another' where id = '%s'".formatted(other.id()));
        platform.bean(Placements.class).forget();
        assertThatThrownBy(() -> tenants.note(other, "not there"))
                .hasMessageContaining("the installation that this one is a copy of");

        platform.database().rows("select platform.adopt_placements()");
        tenants.note(other, "there");
        tenants.await(tenant, MoveState.UNDONE);
        assertThat(tenants.notes(other)).containsExactly("there");
    }

    private static boolean exists(Move move) {
        return !platform.database()
                .rows("select 1 from pg_database where datname = '%s'".formatted(move.database()))
                .isEmpty();
    }
}
