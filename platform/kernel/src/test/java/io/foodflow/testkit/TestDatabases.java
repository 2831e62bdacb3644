package io.foodflow.testkit;

import io.foodflow.platform.postgres.EmbeddedPostgres;
import io.foodflow.platform.postgres.PostgresSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of a JVM, kept under the module's target folder, and a fresh database for whoever asks. */
public final class TestDatabases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    /** A fresh, empty database. */
    public record TestDatabase(String url, String user, String password) {

        /** Runs a statement as the superuser: its rows, columns joined by {@code |}; none of a statement that gives none. */
        public List<String> rows(String sql) {
            try (var connection = DriverManager.getConnection(url, user, password);
                    var statement = connection.createStatement()) {
                var rows = new ArrayList<String>();
                if (statement.execute(sql)) {
                    var result = statement.getResultSet();
                    while (result.next()) {
                        var row = new ArrayList<String>();
                        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                            row.add(result.getString(column));
                        }
                        rows.add(String.join("|", row));
                    }
                }
                return rows;
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }

    /** Makes a database that nobody else uses. Costs about 50 ms. */
    public static TestDatabase create() {
        var server = Server.INSTANCE;
        var name = "test_%d_%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create " + name, e);
        }
        var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), name);
        return new TestDatabase(url, server.user(), server.password());
    }

    private static final class Server {

        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            var home = Path.of(
                            "target", "test-postgres-" + ProcessHandle.current().pid())
                    .toAbsolutePath();
            var programs = new SharedPrograms(home);
            programs.take();
            var server = EmbeddedPostgres.start(
                    PostgresSettings.of(home).withStopAtExit(true).withParameter("max_connections", "200"));
            programs.give();
            return server;
        }
    }
}
