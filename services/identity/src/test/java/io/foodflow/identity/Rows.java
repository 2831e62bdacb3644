package io.foodflow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Rows of a tenant that somebody else holds while work is done. */
public final class Rows {

    private final Tenant tenant;

    public Rows(Tenant tenant) {
        this.tenant = tenant;
    }

    /** While somebody holds a row of the first table, the work waits for it, and that of the second is free to be taken. */
    public <T> T inOrder(String first, Object id, String second, Object other, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = connect()) {
            run(connection, held(first, id));
            var waiting = threads.submit(work);
            await(connection, waiting);
            run(connection, held(second, other) + " nowait");
            connection.rollback();
            return waiting.get();
        }
    }

    /** Somebody runs statements and commits when the work waits for them; {@code %s} in them is the tenant's schema. */
    public <T> T whileItWaits(Callable<T> work, String... statements) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = connect()) {
            for (var statement : statements) {
                run(connection, statement.formatted(tenant.schema()));
            }
            var waiting = threads.submit(work);
            await(connection, waiting);
            connection.commit();
            return waiting.get();
        }
    }

    private String held(String table, Object id) {
        return "select 1 from %s.%s where id = '%s' for update".formatted(tenant.schema(), table, id);
    }

    private static Connection connect() throws SQLException {
        var database = IdentityPlatform.get().database();
        var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                assertThat(statement.getResultSet().next()).as(sql).isTrue();
            } else {
                assertThat(statement.getUpdateCount()).as(sql).isPositive();
            }
        }
    }

    /** Until somebody waits for what the connection holds. */
    private static void await(Connection connection, Future<?> work) throws Exception {
        try (var statement = connection.createStatement()) {
            while (true) {
                assertThat(work.isDone()).isFalse();
                try (var rows = statement.executeQuery(
                        "select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))")) {
                    if (rows.next()) {
                        return;
                    }
                }
                Thread.sleep(Duration.ofMillis(5));
            }
        }
    }
}
