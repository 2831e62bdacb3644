package io.foodflow.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Single statements on a connection that somebody has for himself. */
public final class Statements {

    private Statements() {}

    /** Runs a statement whose answer matters to nobody. */
    public static void execute(Connection connection, String statement) throws SQLException {
        try (var change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    /** Whether a query gives any row. */
    public static boolean exists(Connection connection, String query, Object... parameters) throws SQLException {
        try (var select = prepared(connection, query, parameters);
                var rows = select.executeQuery()) {
            return rows.next();
        }
    }

    /** The first column of a query's first row, as text; null if there is no row, or nothing in it. */
    public static @Nullable String text(Connection connection, String query, Object... parameters) throws SQLException {
        try (var select = prepared(connection, query, parameters);
                var rows = select.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static PreparedStatement prepared(Connection connection, String query, Object... parameters)
            throws SQLException {
        var statement = connection.prepareStatement(query);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** A name as SQL wants it where it may hold anything. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
