package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.Placements;
import io.foodflow.platform.database.TenantMoving;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever fails on the way, the tenant works, and the move gets there or was never. */
@Tag("long")
class MoveFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Faults FAULTS = new Faults();

    private static TestPlatform platform;
    private static UnitOfWork work;
    private static JdbcClient jdbc;
    private static Promotions promotions;

    /** Fails a step once. */
    private static final class Faults implements MoveWitness {
        private final Set<MoveStep> failing = EnumSet.noneOf(MoveStep.class);
        private final Set<MoveStep> failed = EnumSet.noneOf(MoveStep.class);

        @Override
        public synchronized void before(MoveStep step, String slug) {
            if (failing.remove(step)) {
                failed.add(step);
                throw new IllegalStateException("the test fails " + step);
            }
        }

        synchronized void fail(Set<MoveStep> steps) {
            failing.clear();
            failed.clear();
            failing.addAll(steps);
        }

        synchronized Set<MoveStep> failed() {
            return EnumSet.copyOf(failed);
        }
    }

    /** No configuration by annotation: the platform would find it in every test. */
    static class Failing {
        @Bean
        MoveWitness faults() {
            return FAULTS;
        }
    }

    record Noted(String resourceId) implements DomainEvent {
        @Override
        public String resourceType() {
            return "note";
        }
    }

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(
                List.of(Failing.class),
                "foodflow.placement.enabled=true",
                "foodflow.placement.wait-seconds=1",
                "foodflow.placement.bytes=1",
                "foodflow.placement.compared-rows=0",
                "foodflow.placement.pause-millis=500",
                "foodflow.placement.retry-millis=50");
        work = platform.bean(UnitOfWork.class);
        jdbc = platform.bean(JdbcClient.class);
        promotions = platform.bean(Promotions.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @AfterEach
    void noMoreFaults() {
        FAULTS.fail(Set.of());
    }

    @Test
    void getsThereAndBackThoughEachStepFailsOnce() {
        var tenant = platform.newTenant();
        note(tenant, "before");

        var there = EnumSet.complementOf(EnumSet.of(MoveStep.REMOVE));
        FAULTS.fail(there);
        promote(tenant);
        untilThere(tenant, MoveState.DEDICATED, "on the way");
        assertThat(FAULTS.failed()).isEqualTo(there);
        assertThat(sharedDoor(tenant))
                .as("also after the switch that seemed to fail")
                .containsExactly("f");
        note(tenant, "there");

        var back = EnumSet.of(MoveStep.CLOSE, MoveStep.COMPARE, MoveStep.SWITCH, MoveStep.DECIDED, MoveStep.REMOVE);
        FAULTS.fail(back);
        asOperator(() -> promotions.fallBack(tenant, "it was a test"));
        untilThere(tenant, MoveState.FALLEN_BACK, "on the way back");
        assertThat(FAULTS.failed()).isEqualTo(back);

        assertThat(notes(tenant)).contains("before", "there").doesNotHaveDuplicates();
        assertThat(platform.database()
                        .rows("select count(*) from pg_database where datname like 'foodflow_%s%%'"
                                .formatted(tenant.slug())))
                .containsExactly("0");
        assertThat(leftOfReplication(tenant)).isEmpty();
    }

    @Test
    void callsASwitchOffThatATransactionWouldHoldUp() throws Exception {
        var tenant = platform.newTenant();
        FAULTS.fail(EnumSet.of(MoveStep.CLOSE));
        promote(tenant);
        awaitError(tenant, "the test fails CLOSE");
        var inside = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var slow = CompletableFuture.runAsync(() -> inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new Noted("slow"), null, null);
                    inside.countDown();
                    return await(mayEnd);
                })));
        inside.await();

        var refused = awaitError(tenant, "the tenant's transactions did not end within 500 ms");
        assertThat(refused.state()).isEqualTo(MoveState.FOLLOWING);
        note(tenant, "meanwhile");
        mayEnd.countDown();
        slow.get(20, TimeUnit.SECONDS);
        awaitState(tenant, MoveState.DEDICATED);

        assertThat(notes(tenant)).contains("slow", "meanwhile");
    }

    @Test
    void entersNoSharedDatabaseWhoseDoorIsOpenOnceItWorksElsewhere() {
        var tenant = platform.newTenant();
        promote(tenant);
        awaitState(tenant, MoveState.DEDICATED);
        platform.database().rows("update platform.tenants set door_open = true where id = '%s'".formatted(tenant.id()));

        assertThat(platform.database().rows("select platform.enter('%s')".formatted(tenant.schema())))
                .containsExactly("f");
    }

    @Test
    void givesUpTheMoveOfCopiesThatDiffer() {
        var tenant = platform.newTenant();
        note(tenant, "kept");
        FAULTS.fail(EnumSet.of(MoveStep.CLOSE));
        promote(tenant);
        awaitError(tenant, "the test fails CLOSE");
        var database = promotions.last(tenant.id()).orElseThrow().database();
        dedicated(database, "insert into %s.usage_counters values ('events', '1999-01', 1)".formatted(tenant.schema()));

        var undone = awaitState(tenant, MoveState.UNDONE);

        assertThat(undone.error()).contains("usage_counters");
        assertThat(notes(tenant)).containsExactly("kept");
        assertThat(leftOfReplication(tenant)).isEmpty();
    }

    @Test
    void fallsBackByItselfWhenALargeTableTurnsOutToDiffer() {
        var tenant = platform.newTenant();
        note(tenant, "kept");
        FAULTS.fail(EnumSet.of(MoveStep.CLOSE));
        promote(tenant);
        awaitError(tenant, "the test fails CLOSE");
        var database = promotions.last(tenant.id()).orElseThrow().database();
        dedicated(database, "update %s.outbox set type = 'Forged'".formatted(tenant.schema()));

        var back = awaitState(tenant, MoveState.FALLEN_BACK);

        assertThat(back.tables())
                .filteredOn(check -> Boolean.FALSE.equals(check.matches()))
                .extracting(TableCheck::table)
                .containsExactly("outbox");
        assertThat(notes(tenant)).containsExactly("kept");
        assertThat(platform.database().rows("select type from %s.outbox".formatted(tenant.schema())))
                .containsExactly("Noted");
    }

    @Test
    void isGivenUpWhenAskedBeforeTheSwitch() {
        var tenant = platform.newTenant();
        FAULTS.fail(EnumSet.of(MoveStep.PREPARE));
        promote(tenant);

        asOperator(() -> promotions.fallBack(tenant, null));

        awaitState(tenant, MoveState.UNDONE);
        note(tenant, "still here");
        assertThat(promotions.database(tenant.id())).isEmpty();
    }

    @Test
    void refusesATransactionThatWaitedTooLongForItsTenant() {
        var tenant = platform.newTenant();
        platform.database()
                .rows("update platform.tenants set door_open = false where id = '%s'".formatted(tenant.id()));

        assertThatThrownBy(() -> note(tenant, "too early")).isInstanceOf(TenantMoving.class);
        platform.database().rows("update platform.tenants set door_open = true where id = '%s'".formatted(tenant.id()));
        note(tenant, "in time");

        assertThat(notes(tenant)).containsExactly("in time");
    }

    @Test
    void erasesATenantWithItsOwnDatabase() {
        var tenant = platform.newTenant();
        note(tenant, "gone");
        promote(tenant);
        awaitState(tenant, MoveState.DEDICATED);
        var database = platform.bean(Placements.class).lookUp(tenant.id());

        platform.bean(TenantProvisioning.class).erase(tenant);

        assertThat(platform.database().rows("select 1 from pg_database where datname = '%s'".formatted(database)))
                .isEmpty();
        assertThat(platform.database().rows("select 1 from pg_roles where rolname = '%s'".formatted(tenant.schema())))
                .isEmpty();
        assertThat(leftOfReplication(tenant)).isEmpty();
    }

    @Test
    void proposesADatabaseOfItsOwnOnceForATenantBeyondAThreshold() {
        var tenant = platform.newTenant();

        platform.bean(PlacementUpkeep.class).measureAll();
        platform.bean(PlacementUpkeep.class).measureAll();

        assertThat(platform.database().rows("""
                select event_type from platform.audit_entries where resource_id = '%s' order by time
                """.formatted(tenant.id())))
                .containsExactly("TenantCreated", "DedicatedDatabaseProposed");
        assertThat(promotions.last(tenant.id())).isEmpty();
    }

    /** As if the copy had gone wrong: what it changes does not follow to the other side. */
    private static void dedicated(String database, String statement) {
        var own = platform.bean(io.foodflow.platform.database.Databases.class).server(database);
        try (var connection = own.administer();
                var change = connection.createStatement()) {
            change.execute("set session_replication_role = replica");
            change.execute("select pg_replication_origin_create('%s')".formatted(database));
            change.execute("select pg_replication_origin_session_setup('%s')".formatted(database));
            change.execute(statement);
            change.execute("select pg_replication_origin_session_reset()");
            change.execute("select pg_replication_origin_drop('%s')".formatted(database));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private static List<String> sharedDoor(Tenant tenant) {
        return platform.database()
                .rows("select door_open from platform.tenants where id = '%s'".formatted(tenant.id()));
    }

    private static List<String> leftOfReplication(Tenant tenant) {
        return platform.database().rows("""
            select 'slot ' || slot_name from pg_replication_slots where slot_name like '%%%1$s%%'
            union all select 'publication ' || pubname from pg_publication where pubname like '%%%1$s%%'
            union all select 'subscription ' || subname from pg_subscription where subname like '%%%1$s%%'
            """.formatted(tenant.id().toString().replace("-", "")));
    }

    /** The tenant works all the while. */
    private static void untilThere(Tenant tenant, MoveState state, String note) {
        var deadline = Instant.now().plus(PATIENCE);
        for (int n = 0; promotions.last(tenant.id()).orElseThrow().state() != state; n++) {
            assertThat(Instant.now())
                    .as("still %s", promotions.last(tenant.id()))
                    .isBefore(deadline);
            note(tenant, note + " " + n);
            pause();
        }
    }

    private static Move awaitState(Tenant tenant, MoveState state) {
        return await(tenant, move -> move.state() == state);
    }

    private static Move awaitError(Tenant tenant, String part) {
        return await(tenant, move -> move.error() != null && move.error().contains(part));
    }

    private static Move await(Tenant tenant, java.util.function.Predicate<Move> condition) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var move = promotions.last(tenant.id()).orElseThrow();
            if (condition.test(move)) {
                return move;
            }
            assertThat(Instant.now()).as("still %s", move).isBefore(deadline);
            pause();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void promote(Tenant tenant) {
        asOperator(() -> promotions.promote(tenant, null, "a test"));
    }

    private static void asOperator(Supplier<PromotionOutcome> wish) {
        PromotionOutcome outcome = CallContext.platform("test", null).call(wish::get);
        assertThat(outcome).isInstanceOf(PromotionOutcome.UnderWay.class);
    }

    private static <T> T inside(Tenant tenant, Supplier<T> what) {
        return platform.inside(tenant, what);
    }

    private static void note(Tenant tenant, String what) {
        inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new Noted(what), null, null);
                    return true;
                }));
    }

    private static List<String> notes(Tenant tenant) {
        return inside(
                tenant,
                () -> work.read(() -> jdbc.sql("select resource_id from audit_entries where resource_type = 'note'")
                        .query(String.class)
                        .list()));
    }
}
