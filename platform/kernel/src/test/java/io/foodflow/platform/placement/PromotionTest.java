package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.placement.PromotionOutcome.UnderWay;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.tenancy.DomainClaims;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant goes to a database of its own and back while it is written to, and nothing is lost or done twice. */
class PromotionTest {

    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong RUNS = new AtomicLong();

    private static TestPlatform platform;
    private static UnitOfWork work;
    private static JdbcClient jdbc;
    private static Promotions promotions;

    /** No configuration by annotation: the platform would find it in every test. */
    static class Counting {
        @Bean
        JobHandler countedJob() {
            return new JobHandler() {
                @Override
                public String kind() {
                    return "counted";
                }

                @Override
                public void run(JobRun run) {
                    RUNS.incrementAndGet();
                }
            };
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
                List.of(Counting.class),
                "foodflow.placement.enabled=true",
                "foodflow.placement.wait-seconds=30",
                "foodflow.placement.retry-millis=50",
                "foodflow.placement.compared-rows=100");
        work = platform.bean(UnitOfWork.class);
        jdbc = platform.bean(JdbcClient.class);
        promotions = platform.bean(Promotions.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void losesNothingOnTheWayThereAndBackWhileEightThreadsWrite() throws Exception {
        var tenant = platform.newTenant();
        var load = new Load(tenant);
        load.start();
        load.awaitAcknowledged(50);

        promote(tenant);
        var moved = await(tenant, MoveState.DEDICATED);
        load.awaitAcknowledged(load.acknowledged() + 50);
        assertThat(entriesInShared(tenant)).isPositive();

        asOperator(() -> promotions.fallBack(tenant, null));
        var back = await(tenant, MoveState.FALLEN_BACK);
        load.awaitAcknowledged(load.acknowledged() + 50);

        promote(tenant);
        await(tenant, MoveState.DEDICATED);
        asOperator(() -> promotions.settle(tenant, null));
        var settled = await(tenant, MoveState.SETTLED);
        load.awaitAcknowledged(load.acknowledged() + 50);
        load.stop();

        System.out.printf(
                "  %d changes by %d threads; writes waited %d ms out, %d ms back, %d ms out again%n",
                load.acknowledged(), WRITERS, moved.pauseMillis(), back.returnPauseMillis(), settled.pauseMillis());
        assertThat(moved.tables()).isNotEmpty().allMatch(check -> Boolean.TRUE.equals(check.matches()));
        assertThat(moved.tables().stream().map(TableCheck::table))
                .contains("audit_entries", "audit_leaves", "audit_tiles", "outbox", "jobs", "usage_counters");
        assertThat(moved.pauseMillis()).isNotNull();
        assertThat(notes(tenant)).containsExactlyInAnyOrderElementsOf(load.notes);
        assertThat(used(tenant)).isEqualTo(load.acknowledged());
        awaitRuns(load.jobs.size());
        awaitChain(tenant);
        assertThat(platform.database()
                        .rows("select count(*) from pg_namespace where nspname = '%s'".formatted(tenant.schema())))
                .containsExactly("0");
        assertThat(platform.database().rows("""
            select event_type from platform.audit_entries where resource_id = '%s' order by time
            """.formatted(tenant.id())))
                .containsExactly(
                        "TenantCreated",
                        "DedicatedDatabaseRequested",
                        "TenantPromoted",
                        "FallbackRequested",
                        "TenantFellBack",
                        "DedicatedDatabaseRequested",
                        "TenantPromoted",
                        "SettlingRequested",
                        "PromotionSettled");
    }

    @Test
    void asksTheSharedDatabaseForWhatOnlyItCanDo() {
        var tenant = platform.newTenant();
        var user = UUID.randomUUID();
        promote(tenant);
        await(tenant, MoveState.DEDICATED);

        inside(
                tenant,
                () -> work.write(change -> {
                    change.nothing();
                    jdbc.sql("select platform.register_sign_in(?, ?)")
                            .params("Boss@own.example", user)
                            .query((row, n) -> true)
                            .list();
                    platform.bean(GrantChanges.class).takeTurns();
                    platform.bean(GrantChanges.class).changed(Set.of(user));
                    return true;
                }));

        assertThat(platform.database()
                        .rows("select email from platform.sign_in_directory where tenant_id = '%s'"
                                .formatted(tenant.id())))
                .containsExactly("boss@own.example");
        assertThat(platform.database()
                        .rows("select user_id, epoch from platform.grant_changes where tenant_id = '%s'"
                                .formatted(tenant.id())))
                .containsExactly(user + "|1");
        assertThat(inside(
                        tenant,
                        () -> work.read(() -> platform.bean(GrantChanges.class).epoch())))
                .isEqualTo(1);
        for (var table : List.of("tenants", "calls", "grant_epochs", "move_marks")) {
            assertThatThrownBy(() -> inside(
                            tenant,
                            () -> work.read(() -> jdbc.sql("select count(*) from platform." + table)
                                    .query(Long.class)
                                    .single())))
                    .hasStackTraceContaining("permission denied");
        }
        assertThat(inside(tenant, () -> platform.bean(Entitlements.class).allowed("dedicated_database")))
                .isTrue();
        platform.database().rows("update platform.tenants set plan = 'free' where id = '%s'".formatted(tenant.id()));
        platform.bean(Entitlements.class).forget();
        assertThat(inside(tenant, () -> platform.bean(Entitlements.class).allowed("dedicated_database")))
                .isFalse();
    }

    @Test
    void hasEveryFunctionThatATenantMayCallInItsOwnDatabaseToo() throws Exception {
        var tenant = platform.newTenant();
        promote(tenant);
        var database = await(tenant, MoveState.DEDICATED).database();
        var functions = """
                select format('%%s returns %%s', oid::regprocedure, prorettype::regtype) from pg_proc
                where pronamespace = 'platform'::regnamespace and prorettype <> 'trigger'::regtype
                  and has_function_privilege('%s', oid, 'execute') order by 1
                """.formatted(tenant.schema());
        var there = new ArrayList<String>();
        try (var own = platform.bean(Databases.class).server(database).administer();
                var rows = own.createStatement().executeQuery(functions)) {
            while (rows.next()) {
                there.add(rows.getString(1));
            }
        }

        assertThat(platform.database().rows(functions))
                .filteredOn(function -> !there.contains(function))
                .as("claims and entitlements are asked of the shared database, backups are put in place there")
                .containsExactly(
                        "platform.claim_domain(text,uuid) returns boolean",
                        "platform.my_entitlements() returns jsonb",
                        "platform.register_sign_ins(text[],uuid[]) returns void");
    }

    @Test
    void takesADomainThatNobodyElseHasAndGivesItUpWithItsTransaction() {
        var tenant = platform.newTenant();
        var other = platform.newTenant();
        promote(tenant);
        await(tenant, MoveState.DEDICATED);

        assertThat(claim(tenant, "own.example")).isTrue();
        assertThat(claim(other, "own.example")).isFalse();
        assertThat(claim(other, "others.example")).isTrue();
        assertThat(claim(tenant, "others.example")).isFalse();
        assertThatThrownBy(() -> inside(
                        tenant,
                        () -> work.write(change -> {
                            platform.bean(DomainClaims.class).claim("undone.example", UUID.randomUUID());
                            platform.bean(DomainClaims.class).claim("own.example", UUID.randomUUID());
                            throw new IllegalStateException("undone");
                        })))
                .hasMessage("undone");

        assertThat(platform.database().rows("select domain, tenant_id from platform.verified_domains order by domain"))
                .containsExactly("others.example|" + other.id(), "own.example|" + tenant.id());
    }

    private static boolean claim(Tenant tenant, String domain) {
        return inside(
                tenant,
                () -> work.write(change -> {
                    change.nothing();
                    return platform.bean(DomainClaims.class).claim(domain, UUID.randomUUID());
                }));
    }

    private static void promote(Tenant tenant) {
        asOperator(() -> promotions.promote(tenant, null, "a test"));
    }

    private static void asOperator(Supplier<PromotionOutcome> wish) {
        PromotionOutcome outcome = CallContext.platform("test", null).call(wish::get);
        assertThat(outcome).isInstanceOf(UnderWay.class);
    }

    private static Move await(Tenant tenant, MoveState state) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var move = promotions.last(tenant.id()).orElseThrow();
            if (move.state() == state) {
                return move;
            }
            assertThat(Instant.now()).as("still %s", move).isBefore(deadline);
            pause();
        }
    }

    /** A job that has run is still to be recorded as ended. */
    private static void awaitChain(Tenant tenant) {
        var deadline = Instant.now().plus(PATIENCE);
        platform.deliverEvents(tenant);
        while (proven(tenant) != entries(tenant)) {
            assertThat(Instant.now())
                    .as("%s of %s entries in the ledger", proven(tenant), entries(tenant))
                    .isBefore(deadline);
            pause();
            platform.deliverEvents(tenant);
        }
    }

    private static void awaitRuns(long runs) {
        var deadline = Instant.now().plus(PATIENCE);
        while (RUNS.get() < runs) {
            assertThat(Instant.now()).as("%s of %s jobs ran", RUNS.get(), runs).isBefore(deadline);
            pause();
        }
        assertThat(RUNS.get()).isEqualTo(runs);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T inside(Tenant tenant, Supplier<T> what) {
        return platform.inside(tenant, what);
    }

    private static List<String> notes(Tenant tenant) {
        return inside(
                tenant,
                () -> work.read(() -> jdbc.sql("select resource_id from audit_entries where resource_type = 'note'")
                        .query(String.class)
                        .list()));
    }

    private static long entries(Tenant tenant) {
        return inside(
                tenant,
                () -> work.read(() -> jdbc.sql("select count(*) from audit_entries")
                        .query(Long.class)
                        .single()));
    }

    private static long proven(Tenant tenant) {
        return inside(
                tenant,
                () -> work.read(() -> jdbc.sql("select size from audit_ledger")
                        .query(Long.class)
                        .single()));
    }

    private static long used(Tenant tenant) {
        return inside(tenant, () -> platform.bean(Usage.class).ever(Metric.EVENTS));
    }

    private static long entriesInShared(Tenant tenant) {
        return Long.parseLong(platform.database()
                .rows("select count(*) from %s.audit_entries".formatted(tenant.schema()))
                .getFirst());
    }

    /** Eight threads that write one after another, and remember what was acknowledged. */
    private static final class Load {
        private final Tenant tenant;
        private final Queue<String> notes = new ConcurrentLinkedQueue<>();
        private final Queue<UUID> jobs = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final java.util.concurrent.ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        private final List<Future<?>> running = new ArrayList<>();

        private Load(Tenant tenant) {
            this.tenant = tenant;
        }

        void start() {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                running.add(threads.submit(() -> {
                    for (int n = 0; !stopped.get(); n++) {
                        LockSupport.parkNanos(50_000_000); // as much load as two cores can bear
                        write("%d-%d".formatted(writer, n), n % 20 == 0);
                    }
                }));
            }
        }

        private void write(String note, boolean withJob) {
            var job = CallContext.platform("test", tenant)
                    .call(() -> work.write(change -> {
                        change.record(new Noted(note), null, null);
                        platform.bean(Usage.class).add(Metric.EVENTS, "2026-11", 1);
                        return withJob ? platform.bean(Jobs.class).submit("counted", null, note) : new UUID(0, 0);
                    }));
            notes.add(note);
            if (withJob) {
                jobs.add(job);
            }
        }

        long acknowledged() {
            return notes.size();
        }

        void awaitAcknowledged(long so) {
            var deadline = Instant.now().plus(PATIENCE);
            while (acknowledged() < so) {
                assertThat(running).noneMatch(Future::isDone);
                assertThat(Instant.now()).isBefore(deadline);
                pause();
            }
        }

        void stop() throws Exception {
            stopped.set(true);
            for (var writer : running) {
                writer.get();
            }
            threads.close();
        }
    }
}
