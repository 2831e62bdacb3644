package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.tenancy.DomainClaims;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant goes to a database of its own and back while it is written to, and nothing is lost or done twice. */
class PromotionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong RUNS = new AtomicLong();

    private static TestPlatform platform;
    private static UnitOfWork work;
    private static JdbcClient jdbc;
    private static MovedTenants tenants;

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
        tenants = new MovedTenants(platform);
    }

    @AfterAll
    static void stop() {
        tenants.leave();
        platform.close();
    }

    @Test
    void losesNothingOnTheWayThereAndBackWhileEightThreadsWrite() throws Exception {
        var tenant = platform.newTenant();
        var load = new WritingLoad(platform, tenant, "counted");
        load.start();
        load.awaitAcknowledged(50);

        tenants.promote(tenant);
        var moved = tenants.await(tenant, MoveState.DEDICATED);
        load.awaitAcknowledged(load.acknowledged() + 50);
        assertThat(entriesInShared(tenant)).isPositive();

        tenants.fallBack(tenant);
        var back = tenants.await(tenant, MoveState.FALLEN_BACK);
        load.awaitAcknowledged(load.acknowledged() + 50);

        tenants.promote(tenant);
        tenants.await(tenant, MoveState.DEDICATED);
        tenants.settle(tenant);
        var settled = tenants.await(tenant, MoveState.SETTLED);
        load.awaitAcknowledged(load.acknowledged() + 50);
        load.stop();

        System.out.printf(
                "  %d changes by %d threads; writes waited %d ms out, %d ms back, %d ms out again%n",
                load.acknowledged(),
                WritingLoad.WRITERS,
                moved.pauseMillis(),
                back.returnPauseMillis(),
                settled.pauseMillis());
        assertThat(moved.tables()).isNotEmpty().allMatch(check -> Boolean.TRUE.equals(check.matches()));
        assertThat(moved.tables().stream().map(TableCheck::table))
                .contains("audit_entries", "audit_leaves", "audit_tiles", "outbox", "jobs", "usage_counters");
        assertThat(moved.pauseMillis()).isNotNull();
        assertThat(tenants.notes(tenant)).containsExactlyInAnyOrderElementsOf(load.notes());
        assertThat(used(tenant)).isEqualTo(load.acknowledged());
        awaitRuns(load.jobs());
        awaitChain(tenant);
        assertThat(platform.database()
                        .rows("select count(*) from pg_namespace where nspname = '%s'".formatted(tenant.schema())))
                .containsExactly("0");
        assertThat(tenants.recorded(tenant))
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
        tenants.promote(tenant);
        tenants.await(tenant, MoveState.DEDICATED);

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
        tenants.promote(tenant);
        var database = tenants.await(tenant, MoveState.DEDICATED).database();
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
                        "platform.register_sign_ins(text[],uuid[]) returns void",
                        "platform.release_domain(text,timestamp with time zone) returns void");
    }

    @Test
    void takesADomainThatNobodyElseHasAndGivesItUpWithItsTransaction() {
        var tenant = platform.newTenant();
        var other = platform.newTenant();
        tenants.promote(tenant);
        tenants.await(tenant, MoveState.DEDICATED);

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

        var late = "set role %s; select platform.release_domain('own.example', now() %s interval '1 hour')";
        platform.database().rows(late.formatted(tenant.schema(), "-"));
        assertThat(domains()).as("claimed since it was given up").contains("own.example");
        platform.database().rows(late.formatted(tenant.schema(), "+"));
        assertThat(domains()).doesNotContain("own.example");
    }

    private static List<String> domains() {
        return platform.database().rows("select domain from platform.verified_domains");
    }

    private static boolean claim(Tenant tenant, String domain) {
        return inside(
                tenant,
                () -> work.write(change -> {
                    change.nothing();
                    return platform.bean(DomainClaims.class).claim(domain, UUID.randomUUID());
                }));
    }

    /** A job that has run is still to be recorded as ended. */
    private static void awaitChain(Tenant tenant) {
        var deadline = Instant.now().plus(PATIENCE);
        platform.deliverEvents(tenant);
        while (proven(tenant) != entries(tenant)) {
            assertThat(Instant.now())
                    .as("%s of %s entries in the ledger", proven(tenant), entries(tenant))
                    .isBefore(deadline);
            MovedTenants.pause();
            platform.deliverEvents(tenant);
        }
    }

    private static void awaitRuns(long runs) {
        var deadline = Instant.now().plus(PATIENCE);
        while (RUNS.get() < runs) {
            assertThat(Instant.now()).as("%s of %s jobs ran", RUNS.get(), runs).isBefore(deadline);
            MovedTenants.pause();
        }
        assertThat(RUNS.get()).isEqualTo(runs);
    }

    private static <T> T inside(Tenant tenant, Supplier<T> what) {
        return platform.inside(tenant, what);
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
}
