package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.Placements;
import io.foodflow.platform.database.Replication;
import io.foodflow.platform.placement.PromotionOutcome.UnderWay;
import io.foodflow.platform.placement.PromotionOutcome.Unfit;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantDatabases;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestDatabases.TestDatabase;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What was not found to be the same on both sides is never the only copy that is left; a database that the settings give serves
 * one tenant, and nothing that others made there is touched.
 */
class MoveSafetyTest {

    private static final Faults FAULTS = Faults.Failing.faults;

    private static final String SCHEMAS =
            "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1";

    private static TestDatabase east;
    private static TestDatabase others;
    private static TestPlatform platform;
    private static MovedTenants tenants;
    private static TenantDatabases databases;

    @BeforeAll
    static void start() {
        var shared = TestDatabases.create();
        east = TestDatabases.create();
        others = TestDatabases.create();
        var settings =
                new ArrayList<>(List.of("foodflow.placement.compared-rows=0", "foodflow.placement.retry-millis=50"));
        settings.addAll(given("east", east));
        settings.addAll(given("others", others));
        settings.addAll(given("alias", shared));
        platform = TestPlatform.startOn(
                shared, TestPlatform.temporaryHome(), List.of(Faults.Failing.class), settings.toArray(String[]::new));
        tenants = new MovedTenants(platform);
        databases = platform.bean(TenantDatabases.class);
    }

    private static List<String> given(String name, TestDatabase database) {
        var prefix = "foodflow.placement.databases." + name;
        return List.of(
                prefix + ".url=" + database.url() + "?ApplicationName=" + name,
                prefix + ".user=" + database.user(),
                prefix + ".password=" + database.password());
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
    void keepsTheDatabaseItWorksInWhenTheOtherSideIsFoundToDifferLater() throws Exception {
        var tenant = platform.newTenant();
        tenants.note(tenant, "kept");
        FAULTS.fail(MoveStep.COMPARE_LATER);
        var hold = FAULTS.hold(MoveStep.FOLLOW_BACK);
        tenants.promote(tenant);
        hold.awaitReached();
        tenants.forgeHere("delete from %s.outbox".formatted(tenant.schema()));
        hold.release();

        var found = tenants.awaitError(tenant, "not settled by itself");
        assertThat(found.state()).isEqualTo(MoveState.DEDICATED);
        assertThat(found.differs()).isTrue();
        assertThat(tenants.notes(tenant)).containsExactly("kept");

        tenants.fallBack(tenant);
        var back = tenants.await(tenant, MoveState.KEPT);
        assertThat(back.differs()).isTrue();
        assertThat(tenants.there(tenant, "select type from %s.outbox".formatted(tenant.schema())))
                .as("the row that did not arrive")
                .containsExactly("Noted");
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

    @Test
    void givesADatabaseOfTheSettingsToOneTenantAndLeavesItEmpty() {
        var tenant = platform.newTenant();
        var second = platform.newTenant();
        tenants.note(tenant, "a note");
        assertThat(tenants.promote(tenant, "east")).isInstanceOf(UnderWay.class);
        tenants.await(tenant, MoveState.DEDICATED);

        assertThat(tenants.promote(second, "east")).isEqualTo(new Unfit("east", "serves a tenant already"));
        databases.dropCopy(second, "east", UUID.randomUUID());
        assertThatThrownBy(() -> databases.makeCopy(second, "east", UUID.randomUUID()))
                .hasMessageContaining("serves a tenant already");
        tenants.note(tenant, "a note");

        tenants.fallBack(tenant);
        tenants.await(tenant, MoveState.FALLEN_BACK);
        assertThat(tenants.notes(tenant)).hasSize(2);
        assertThat(east.rows(SCHEMAS)).containsExactly("public");
        assertThat(databases.unfit(second, "east")).isEmpty();
    }

    @Test
    void neverTakesTheSharedDatabaseForAnother() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "a note");

        assertThat(tenants.promote(tenant, "alias")).isEqualTo(new Unfit("alias", "is the shared database itself"));
        databases.dropCopy(tenant, "alias", UUID.randomUUID());
        assertThatThrownBy(() -> databases.makeCopy(tenant, "alias", UUID.randomUUID()))
                .hasMessageContaining("is the shared database itself");

        assertThat(tenants.notes(tenant)).hasSize(1);
    }

    @Test
    void touchesNothingThatSomebodyElseMade() {
        var tenant = platform.newTenant();
        others.rows("create schema " + tenant.schema());
        others.rows("create table %s.kept (id int)".formatted(tenant.schema()));

        assertThat(tenants.promote(tenant, "others"))
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.why()).contains(tenant.schema()));
        databases.dropCopy(tenant, "others", UUID.randomUUID());

        assertThat(others.rows(SCHEMAS)).isEqualTo(List.of("public", tenant.schema()));
    }

    @Test
    void touchesNoDatabaseOfANameThatTheSettingsDoNotTellOf() {
        var tenant = platform.newTenant();
        var url = TestDatabases.create().url();
        var name = url.substring(url.lastIndexOf('/') + 1);
        var move = UUID.randomUUID();

        assertThatThrownBy(() -> databases.dropCopy(tenant, name, move))
                .hasMessageContaining("the settings do not tell where the database '%s' is", name);
        assertThatThrownBy(() -> databases.makeCopy(tenant, name, move)).hasMessageContaining("do not tell");
        assertThatThrownBy(() -> Replication.remove(platform.bean(Databases.class), move, name))
                .hasMessageContaining("do not tell");

        assertThat(exists(name)).isTrue();
    }

    @Test
    void makesNoCopyOfATenantWhoseTablesAreOfAnotherVersion() {
        var tenant = platform.newTenant();
        var ours = state(tenant);
        platform.database()
                .rows("update platform.tenants set schema_state = 'newer' where id = '%s'".formatted(tenant.id()));
        tenants.promote(tenant);
        tenants.awaitRest(tenant);

        var waiting = tenants.last(tenant);
        assertThat(waiting.state()).isEqualTo(MoveState.COPYING);
        assertThat(waiting.attempts()).isZero();
        assertThat(exists(waiting)).isFalse();

        platform.database()
                .rows("update platform.tenants set schema_state = '%s' where id = '%s'".formatted(ours, tenant.id()));
        tenants.change(tenant, "attempts = 0");
        tenants.await(tenant, MoveState.DEDICATED);
    }

    private static String state(Tenant tenant) {
        return platform.database()
                .rows("select schema_state from platform.tenants where id = '%s'".formatted(tenant.id()))
                .getFirst();
    }

    private static boolean exists(Move move) {
        return exists(move.database());
    }

    private static boolean exists(String database) {
        return !platform.database()
                .rows("select 1 from pg_database where datname = '%s'".formatted(database))
                .isEmpty();
    }
}
