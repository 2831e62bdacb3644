package io.foodflow.platform.postgres;

import java.sql.SQLException;

/** Single statements against a running server. */
final class Sql {

    private Sql() {}

    static String ask(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection = ServerConnection.open(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static void run(EmbeddedPostgres postgres, String statements) throws SQLException {
        try (var connection = ServerConnection.open(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
