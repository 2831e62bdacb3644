package io.foodflow.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A PostgreSQL to work on, with a role that may create others.
 *
 * @param embedded whether this process runs the server
 */
public record DatabaseServer(String jdbcUrl, String user, String password, boolean embedded) {

    /** A connection of its own with all rights, never from a pool: a role set on it dies with it. */
    public Connection administer() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseServer[%s as %s]".formatted(jdbcUrl, user);
    }
}
