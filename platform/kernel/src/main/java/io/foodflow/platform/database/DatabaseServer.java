package io.foodflow.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGProperty;

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

    /** The same; the server shows what for. */
    public Connection administer(String purpose) throws SQLException {
        var properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.APPLICATION_NAME.set(properties, purpose);
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseServer[%s as %s]".formatted(jdbcUrl, user);
    }
}
