package io.foodflow.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.testkit.TestPlatform;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** That a tenant's data can be reached as that tenant and in no other way. */
class TenantIsolationTest {

    private static TestPlatform platform;
    private static Tenant dairy;
    private static Tenant bakery;
    private static UnitOfWork work;
    private static JdbcClient jdbc;

    record Noted(String resourceId) implements DomainEvent {
        @Override
        public String resourceType() {
            return "note";
        }
    }

    @BeforeAll
    static void start() {
        platform = TestPlatform.start("foodflow.database.pool-size=2");
        dairy = platform.newTenant();
        bakery = platform.newTenant();
        work = platform.bean(UnitOfWork.class);
        jdbc = platform.bean(JdbcClient.class);
        note(dairy, "milk");
        note(bakery, "bread");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void seesItsOwnRowsOnly() {
        assertThat(notes(dairy)).containsExactly("milk");
        assertThat(notes(bakery)).containsExactly("bread");
    }

    @Test
    void readsNothingWithoutATenant() {
        assertThatThrownBy(() -> work.read(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no call context");
        assertThatThrownBy(() -> CallContext.platform("test", null).run(() -> work.read(() -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no tenant");
    }

    @Test
    void isClosedToTheApplicationsOwnRole() {
        assertThatThrownBy(() -> platform.bean(PlatformWork.class)
                        .read(() -> count("select count(*) from %s.audit_entries".formatted(dairy.schema()))))
                .hasStackTraceContaining("permission denied for schema");
    }

    @Test
    void isClosedToPlainConnectionsOfThePool() throws SQLException {
        try (var connection = platform.bean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select * from %s.audit_entries".formatted(dairy.schema())))
                    .hasStackTraceContaining("permission denied for schema");
        }
    }

    @Test
    void opensNoTableOfAnyTenantToSqlOfTheApplicationWithoutATenant() throws SQLException {
        var tables = platform.database().rows("""
                select format('%I.%I', schemaname, tablename) from pg_tables where schemaname like 'tenant\\_%' order by 1""");
        assertThat(tables).contains(dairy.schema() + ".outbox", bakery.schema() + ".outbox");
        try (var connection = platform.bean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            for (var table : tables) {
                assertThatThrownBy(() -> statement.executeQuery("select 1 from " + table))
                        .as(table)
                        .hasStackTraceContaining("permission denied for schema");
            }
            try (var readable = statement.executeQuery(
                    "select count(*) from information_schema.tables where table_schema like 'tenant\\_%'")) {
                assertThat(readable.next()).isTrue();
                assertThat(readable.getInt(1)).isZero();
            }
        }
    }

    @Test
    void isClosedToAnotherTenant() {
        assertThatThrownBy(() ->
                        inside(dairy, () -> count("select count(*) from %s.audit_entries".formatted(bakery.schema()))))
                .hasStackTraceContaining("permission denied for schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants",
                "signing_keys",
                "sign_in_directory",
                "scheduled_tasks",
                "audit_entries",
                "audit_chain",
                "audit_ledger",
                "audit_leaves",
                "audit_tiles",
                "person_keys",
                "outbox",
                "consumer_positions",
                "idempotency_keys",
                "jobs"
            })
    void readsNoTableOfThePlatform(String table) {
        assertThatThrownBy(() -> inside(dairy, () -> count("select count(*) from platform." + table)))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void mayNotMakeItselfAnythingInThePlatform() {
        assertThatThrownBy(() -> write(dairy, "create table platform.mine (x int)"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> write(dairy, "create schema mine")).hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> write(dairy, "create role mine")).hasStackTraceContaining("permission denied");
    }

    @Test
    void leavesNothingOnTheConnectionAfterCommit() throws SQLException {
        notes(dairy);
        assertPlain();
    }

    @Test
    void leavesNothingOnTheConnectionAfterRollBack() throws SQLException {
        assertThatThrownBy(() -> inside(dairy, () -> {
                    throw new IllegalStateException("undo");
                }))
                .hasMessage("undo");
        assertPlain();
    }

    @Test
    void leavesNothingOnTheConnectionAfterAFailedStatement() throws SQLException {
        assertThatThrownBy(() -> inside(dairy, () -> count("select nonsense"))).isInstanceOf(RuntimeException.class);
        assertPlain();
    }

    @Test
    void neverMixesTenantsThatShareConnections() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = new ArrayList<Future<?>>();
            for (int n = 0; n < 200; n++) {
                var tenant = n % 2 == 0 ? dairy : bakery;
                var own = n % 2 == 0 ? "milk" : "bread";
                reads.add(threads.submit(() -> assertThat(notes(tenant)).containsExactly(own)));
            }
            for (var read : reads) {
                read.get();
            }
        }
    }

    @Test
    void hasARoleThatCannotSignIn() {
        boolean signsIn = platform.bean(PlatformWork.class)
                .read(() -> jdbc.sql("select rolcanlogin or rolsuper or rolcreaterole from pg_roles where rolname = ?")
                        .param(dairy.schema())
                        .query(Boolean.class)
                        .single());
        assertThat(signsIn).isFalse();
    }

    @Test
    void entersOnlyItsOwnUsersIntoTheDirectory() {
        var user = java.util.UUID.randomUUID();
        inside(dairy, () -> 0);
        write(dairy, "select platform.register_sign_in('A@Dairy.example', '%s')".formatted(user));
        write(bakery, "select platform.forget_sign_in('%s')".formatted(user));

        var owners = platform.bean(PlatformWork.class)
                .read(() -> jdbc.sql("select tenant_id from sign_in_directory where email = 'a@dairy.example'")
                        .query(java.util.UUID.class)
                        .list());
        assertThat(owners).containsExactly(dairy.id().value());
    }

    private static void assertPlain() throws SQLException {
        for (int n = 0; n < 4; n++) {
            try (var connection = platform.bean(DataSource.class).getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select current_user, current_setting('role'), current_setting('search_path')")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("foodflow_app");
                assertThat(row.getString(2)).isEqualTo("none");
                assertThat(row.getString(3)).isEqualTo("\"$user\", platform, reference");
            }
        }
    }

    private static void note(Tenant tenant, String what) {
        platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new Noted(what), null, null);
                    return what;
                }));
    }

    private static java.util.List<String> notes(Tenant tenant) {
        return inside(
                tenant,
                () -> jdbc.sql("select resource_id from audit_entries where resource_type = 'note'")
                        .query(String.class)
                        .list());
    }

    private static <T> T inside(Tenant tenant, java.util.function.Supplier<T> query) {
        return platform.inside(tenant, () -> work.read(query));
    }

    private static void write(Tenant tenant, String sql) {
        platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.nothing();
                    platform.bean(org.springframework.jdbc.core.JdbcTemplate.class)
                            .execute(sql);
                    return sql;
                }));
    }

    private static int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
