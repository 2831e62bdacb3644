package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.PlatformCalls;
import io.foodflow.platform.database.TenantMoving;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.TenantUpgrades;
import io.foodflow.testkit.TestPlatform;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever fails on the way, the tenant works, and the move gets there or was never. */
@Tag("long")
class MoveFaultsTest {

    private static final Faults FAULTS = Faults.Failing.faults;

    private static TestPlatform platform;
    private static UnitOfWork work;
    private static Promotions promotions;
    private static MovedTenants tenants;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(
                List.of(Faults.Failing.class),
                "foodflow.placement.enabled=true",
                "foodflow.placement.wait-seconds=1",
                "foodflow.placement.bytes=1",
                "foodflow.placement.compared-rows=0",
                "foodflow.placement.pause-millis=500",
                "foodflow.placement.retry-millis=50");
        work = platform.bean(UnitOfWork.class);
        promotions = platform.bean(Promotions.class);
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
    void getsThereAndBackThoughEachStepFailsOnce() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "before");

        var there = EnumSet.complementOf(EnumSet.of(MoveStep.COMPARE_LATER, MoveStep.REMOVE));
        FAULTS.fail(there);
        tenants.promote(tenant);
        untilThere(tenant, MoveState.DEDICATED, "on the way");
        tenants.await(tenant, Move::isProved);
        assertThat(FAULTS.failed()).isEqualTo(there);
        assertThat(sharedDoor(tenant))
                .as("also after the switch that seemed to fail")
                .containsExactly("f");
        tenants.note(tenant, "there");

        var back = EnumSet.of(MoveStep.CLOSE, MoveStep.COMPARE, MoveStep.SWITCH, MoveStep.DECIDED, MoveStep.REMOVE);
        FAULTS.fail(back);
        tenants.fallBack(tenant);
        untilThere(tenant, MoveState.FALLEN_BACK, "on the way back");
        assertThat(FAULTS.failed()).isEqualTo(back);

        assertThat(tenants.notes(tenant)).contains("before", "there").doesNotHaveDuplicates();
        assertThat(platform.database()
                        .rows("select count(*) from pg_database where datname like 'foodflow_%s%%'"
                                .formatted(tenant.slug())))
                .containsExactly("0");
        assertThat(tenants.leftOfReplication(tenant)).isEmpty();
    }

    @Test
    void callsASwitchOffThatATransactionWouldHoldUp() throws Exception {
        var tenant = platform.newTenant();
        FAULTS.fail(MoveStep.CLOSE);
        tenants.promote(tenant);
        tenants.awaitError(tenant, "the test fails CLOSE");
        var inside = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var slow = CompletableFuture.runAsync(() -> platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new MovedTenants.Noted("slow"), null, null);
                    inside.countDown();
                    return await(mayEnd);
                })));
        inside.await();

        var refused = tenants.awaitError(tenant, "the tenant's transactions did not end within 500 ms");
        assertThat(refused.state()).isEqualTo(MoveState.FOLLOWING);
        tenants.note(tenant, "meanwhile");
        mayEnd.countDown();
        slow.get(20, TimeUnit.SECONDS);
        tenants.await(tenant, MoveState.DEDICATED);

        assertThat(tenants.notes(tenant)).contains("slow", "meanwhile");
    }

    @Test
    void entersNoSharedDatabaseWhoseDoorIsOpenOnceItWorksElsewhere() {
        var tenant = platform.newTenant();
        tenants.promote(tenant);
        tenants.await(tenant, MoveState.DEDICATED);
        platform.database().rows("update platform.tenants set door_open = true where id = '%s'".formatted(tenant.id()));

        assertThat(platform.database().rows("select platform.enter('%s')".formatted(tenant.schema())))
                .containsExactly("f");
    }

    @Test
    void givesUpTheMoveOfCopiesThatDiffer() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "kept");
        FAULTS.fail(MoveStep.CLOSE);
        tenants.promote(tenant);
        tenants.awaitError(tenant, "the test fails CLOSE");
        tenants.forgeThere(
                tenant, "insert into %s.usage_counters values ('events', '1999-01', 1)".formatted(tenant.schema()));

        var undone = tenants.await(tenant, MoveState.UNDONE);

        assertThat(undone.error()).contains("usage_counters");
        assertThat(tenants.notes(tenant)).containsExactly("kept");
        assertThat(tenants.leftOfReplication(tenant)).isEmpty();
    }

    @Test
    void fallsBackByItselfWhenALargeTableTurnsOutToDifferAndDropsNothing() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "kept");
        FAULTS.fail(MoveStep.CLOSE);
        tenants.promote(tenant);
        tenants.awaitError(tenant, "the test fails CLOSE");
        tenants.forgeThere(tenant, "update %s.outbox set type = 'Forged'".formatted(tenant.schema()));

        var back = tenants.await(tenant, MoveState.KEPT);

        assertThat(tenants.there(tenant, "select type from %s.outbox".formatted(tenant.schema())))
                .containsExactly("Forged");
        assertThat(back.tables())
                .filteredOn(check -> Boolean.FALSE.equals(check.matches()))
                .extracting(TableCheck::table)
                .containsExactly("outbox");
        assertThat(tenants.notes(tenant)).containsExactly("kept");
        assertThat(platform.database().rows("select type from %s.outbox".formatted(tenant.schema())))
                .containsExactly("Noted");
    }

    @Test
    void isLetInBetweenDecisionsThatFailAndIsNotTriedWithoutEnd() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "before");
        platform.database().rows("""
            create function platform.forbidden() returns trigger language plpgsql as
            'begin raise exception ''the test forbids it''; end'
            """);
        platform.database().rows("""
            create trigger forbidden before update of database on platform.tenants for each row
            when (old.id = '%s') execute function platform.forbidden()
            """.formatted(tenant.id()));
        tenants.promote(tenant);
        tenants.awaitError(tenant, "the test forbids it");
        tenants.change(tenant, "attempts = 40");
        tenants.awaitRest(tenant);
        assertThat(sharedDoor(tenant)).containsExactly("t");
        tenants.change(tenant, "attempts = 49");
        tenants.await(tenant, MoveState.UNDONE);

        platform.database().rows("alter table platform.tenants disable trigger forbidden");
        tenants.promote(tenant);
        tenants.await(tenant, move -> move.state() == MoveState.DEDICATED && move.isProved());
        platform.database().rows("alter table platform.tenants enable trigger forbidden");
        tenants.fallBack(tenant);
        tenants.awaitError(tenant, "the test forbids it");
        tenants.change(tenant, "attempts = 40");
        tenants.awaitRest(tenant);
        assertThat(ownDoor(tenant)).containsExactly("t");
        tenants.change(tenant, "attempts = 49");
        var stayed = tenants.await(tenant, MoveState.DEDICATED);
        assertThat(stayed.settleAfter())
                .as("somebody wanted it back: it is not settled by itself")
                .isNull();
        tenants.note(tenant, "after");
        assertThat(tenants.notes(tenant)).containsExactly("before", "after");
        platform.database().rows("drop function platform.forbidden() cascade");
    }

    @Test
    void isLetInAsSoonAsItsOwnDatabaseIsBack() {
        var tenant = platform.newTenant();
        tenants.promote(tenant);
        var database = tenants.await(tenant, move -> move.state() == MoveState.DEDICATED && move.isProved())
                .database();
        tenants.awaitRest(tenant);
        tenants.there(tenant, "update platform.tenants set door_open = false");
        platform.database().rows("alter database %s allow_connections false".formatted(database));

        tenants.change(tenant, "attempts = 9");
        tenants.awaitError(tenant, "not currently accepting connections");
        var looks = new HashSet<String>();
        var waiting = tenants.await(tenant, move -> looks.addAll(holder(tenant)) && looks.size() > 4);
        assertThat(waiting.attempts()).as("looking whether it is back is none").isEqualTo(10);

        platform.database().rows("alter database %s allow_connections true".formatted(database));
        tenants.awaitRest(tenant);
        assertThat(ownDoor(tenant)).containsExactly("t");
    }

    @Test
    void callsAWayBackOffThatTheSharedDatabaseWouldHoldUp() throws Exception {
        var tenant = platform.newTenant();
        tenants.promote(tenant);
        tenants.await(tenant, move -> move.state() == MoveState.DEDICATED && move.isProved());
        try (var other = platform.bean(Databases.class).server(null).administer();
                var lock = other.createStatement()) {
            lock.execute("select pg_advisory_lock(hashtextextended('foodflow calls %s', 0))".formatted(tenant.id()));
            tenants.there(tenant, """
                insert into platform.calls (tenant_id, what, arguments) values ('%s', 'forget_sign_in', '{}')
                """.formatted(tenant.id()));
            tenants.fallBack(tenant);
            tenants.awaitError(tenant, "within 500 ms");
        }
        tenants.await(tenant, MoveState.FALLEN_BACK);
    }

    @Test
    void isGivenUpWhenAskedBeforeTheSwitch() {
        var tenant = platform.newTenant();
        FAULTS.fail(MoveStep.PREPARE);
        tenants.promote(tenant);

        tenants.fallBack(tenant);

        tenants.await(tenant, MoveState.UNDONE);
        tenants.note(tenant, "still here");
        assertThat(promotions.database(tenant.id())).isEmpty();
    }

    @Test
    void refusesATransactionThatWaitedTooLongForItsTenant() {
        var tenant = platform.newTenant();
        platform.database()
                .rows("update platform.tenants set door_open = false where id = '%s'".formatted(tenant.id()));

        assertThatThrownBy(() -> tenants.note(tenant, "too early")).isInstanceOf(TenantMoving.class);
        assertThat(promotions.sizeIfReached(tenant)).isEmpty();
        platform.database().rows("update platform.tenants set door_open = true where id = '%s'".formatted(tenant.id()));
        tenants.note(tenant, "in time");
        assertThat(promotions.sizeIfReached(tenant)).isPresent();

        assertThat(tenants.notes(tenant)).containsExactly("in time");
    }

    @Test
    void erasesATenantWithItsOwnDatabase() {
        var tenant = platform.newTenant();
        tenants.note(tenant, "gone");
        tenants.promote(tenant);
        var move = tenants.await(tenant, MoveState.DEDICATED);

        platform.bean(TenantProvisioning.class).erase(tenant);

        assertThat(platform.database()
                        .rows("select 1 from pg_database where datname = '%s'".formatted(move.database())))
                .isEmpty();
        assertThat(platform.database().rows("select 1 from pg_roles where rolname = '%s'".formatted(tenant.schema())))
                .isEmpty();
        assertThat(tenants.leftOfReplication(move)).isEmpty();
    }

    @Test
    void proposesADatabaseOfItsOwnOnceForATenantBeyondAThreshold() {
        var tenant = platform.newTenant();

        platform.bean(PlacementUpkeep.class).measureAll();
        platform.bean(PlacementUpkeep.class).measureAll();

        assertThat(tenants.recorded(tenant)).containsExactly("TenantCreated", "DedicatedDatabaseProposed");
        assertThat(promotions.last(tenant.id())).isEmpty();
    }

    @Test
    void waitsForItsOwnDatabaseToBeOfThisVersionAndKeepsNobodyElseFromStarting() {
        var tenant = platform.newTenant();
        tenants.promote(tenant);
        var database = tenants.await(tenant, move -> move.state() == MoveState.DEDICATED && move.isProved())
                .database();
        var upgrades = platform.bean(TenantUpgrades.class);
        tenants.awaitRest(tenant);
        platform.database()
                .rows("update platform.tenants set schema_state = 'old' where id = '%s'".formatted(tenant.id()));
        platform.database().rows("alter database %s allow_connections false".formatted(database));
        platform.database()
                .rows("update platform.moves set retry_at = now() + interval '1 hour' where tenant_id = '%s'"
                        .formatted(tenant.id()));
        var holder = holder(tenant);

        upgrades.migrateAll();
        assertThat(holder(tenant))
                .as("what others do for it is not ended for nothing")
                .isEqualTo(holder);
        assertThatThrownBy(() -> tenants.note(tenant, "too early"))
                .isInstanceOf(TenantMoving.class)
                .hasMessageContaining("not brought to this version");
        platform.database().rows("alter database %s allow_connections true".formatted(database));
        upgrades.repeatHeld();
        assertThat(holder(tenant)).isNotEqualTo(holder);
        tenants.note(tenant, "in time");
        tenants.change(tenant, "attempts = 0");

        assertThat(tenants.notes(tenant)).containsExactly("in time");
        assertThat(tenants.recorded(tenant)).endsWith("TenantPromoted", "TenantMigrated");
        assertThat(tenants.await(tenant, move -> move.fallbackLost() != null).fallbackLost())
                .contains("new version");
    }

    @Test
    void getsWhatANewVersionAddsToThePlatformInDatabasesOfTenants() {
        var tenant = platform.newTenant();
        tenants.promote(tenant);
        tenants.await(tenant, move -> move.state() == MoveState.DEDICATED && move.isProved());
        tenants.awaitRest(tenant);
        tenants.there(tenant, "update platform.tenants set door_open = false");
        tenants.there(tenant, "delete from platform.flyway_dedicated where version = '2'");
        tenants.there(tenant, """
            create or replace function platform.release_domain(given_up text) returns void language sql as 'select'
            """);
        platform.database()
                .rows("update platform.tenants set own_state = 'old' where id = '%s'".formatted(tenant.id()));

        platform.bean(TenantUpgrades.class).migrateAll();

        assertThat(ownDoor(tenant)).as("whoever closed it has to go now").containsExactly("t");
        assertThat(tenants.there(tenant, "select prosrc from pg_proc where proname = 'release_domain'"))
                .singleElement()
                .asString()
                .contains("clock_timestamp()");
        assertThat(tenants.recorded(tenant)).as("its own tables are as before").doesNotContain("TenantMigrated");
        assertThat(tenants.last(tenant).canFallBack()).isTrue();
    }

    @Test
    void endsWhatAnotherProcessCopiesWhenANewVersionComes() throws Exception {
        var tenant = platform.newTenant();
        tenants.note(tenant, "kept");
        var hold = FAULTS.hold(MoveStep.COPY);
        tenants.promote(tenant);
        hold.awaitReached();
        platform.database()
                .rows("update platform.tenants set schema_state = 'old', door_open = false where id = '%s'"
                        .formatted(tenant.id()));

        platform.bean(TenantUpgrades.class).migrateAll();
        assertThat(sharedDoor(tenant)).as("whoever closed it has to go now").containsExactly("t");
        assertThat(tenants.recorded(tenant)).endsWith("TenantMigrated");
        assertThat(tenants.last(tenant).state()).isEqualTo(MoveState.COPYING);
        hold.release();

        var moved = tenants.await(tenant, MoveState.DEDICATED);
        assertThat(moved.canFallBack())
                .as("the tables are of one version on both sides")
                .isTrue();
        assertThat(tenants.notes(tenant)).containsExactly("kept");
    }

    @Test
    void remembersCallsThatAreDoneAsLongAsTheyMayStandInADatabaseThatIsAway() throws Exception {
        var here = platform.newTenant();
        var away = platform.newTenant();
        for (var tenant : List.of(here, away)) {
            platform.database().rows("""
                insert into platform.calls_done (id, tenant_id, done_at)
                values (gen_random_uuid(), '%s', now() - interval '2 days')
                """.formatted(tenant.id()));
        }
        platform.database().rows("""
            update platform.tenants set database = 'foodflow_away', placed_by = platform.installation() where id = '%s'
            """.formatted(away.id()));

        platform.bean(PlatformCalls.class).sweep();

        assertThat(platform.database()
                        .rows("select tenant_id from platform.calls_done where tenant_id in ('%s', '%s')"
                                .formatted(here.id(), away.id())))
                .containsExactly(away.id().toString());
        platform.database().rows("update platform.tenants set database = null where id = '%s'".formatted(away.id()));
    }

    @Test
    void isNotMovedByItselfAgainOnceSomebodyTookItBackNorSoonAfterItFailed() {
        var upkeep = platform.bean(PlacementUpkeep.class);
        var tenant = platform.newTenant();
        assertThat(upkeep.mayMove(tenant)).isTrue();
        tenants.promote(tenant);
        tenants.fallBack(tenant);
        tenants.await(tenant, move -> move.state().isFinal());
        tenants.change(tenant, "state = 'fallen_back'");
        assertThat(upkeep.mayMove(tenant)).isFalse();
        tenants.change(tenant, "state = 'undone'");
        assertThat(upkeep.mayMove(tenant)).isFalse();
        tenants.change(tenant, "finished_at = now() - interval '8 days'");
        assertThat(upkeep.mayMove(tenant)).isTrue();
    }

    private static List<String> sharedDoor(Tenant tenant) {
        return platform.database()
                .rows("select door_open from platform.tenants where id = '%s'".formatted(tenant.id()));
    }

    private static List<String> ownDoor(Tenant tenant) {
        return tenants.there(tenant, "select door_open from platform.tenants");
    }

    private static List<String> holder(Tenant tenant) {
        return platform.database()
                .rows("select holder from platform.moves where tenant_id = '%s' and not ended".formatted(tenant.id()));
    }

    /** The tenant works all the while. */
    private static void untilThere(Tenant tenant, MoveState state, String note) {
        var n = new AtomicInteger();
        tenants.await(
                tenant, move -> move.state() == state, () -> tenants.note(tenant, note + " " + n.incrementAndGet()));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
