package io.foodflow.platform.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Plain JDBC connections to the server, with time limits, for the few statements this package needs. */
final class ServerConnection {

    private static final String NO_SUCH_DATABASE = "3D000";

    private ServerConnection() {}

    static Connection open(String url, String user, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "foodflow-supervisor");
        return DriverManager.getConnection(url, properties);
    }

    /**
     * Opens the platform's database, making it first where there is none, and answers the server's version.
     *
     * @param fresh whether the cluster was made just now, so that the database cannot be there
     */
    static String prepare(Endpoint endpoint, String password, boolean fresh) throws SQLException {
        if (fresh) {
            createDatabase(endpoint, password);
        }
        try {
            return version(endpoint, password);
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
            createDatabase(endpoint, password);
            return version(endpoint, password);
        }
    }

    private static String version(Endpoint endpoint, String password) throws SQLException {
        return text(endpoint, password, "show server_version");
    }

    private static String text(Endpoint endpoint, String password, String query) throws SQLException {
        try (var connection = open(endpoint.jdbcUrl(), endpoint.user(), password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The name is an identifier checked by {@link PostgresSettings}, so it needs no quoting. */
    private static void createDatabase(Endpoint endpoint, String password) throws SQLException {
        var maintenance = new Endpoint(endpoint.port(), endpoint.user(), "postgres");
        try (var connection = open(maintenance.jdbcUrl(), endpoint.user(), password);
                var statement = connection.createStatement()) {
            statement.execute("create database " + endpoint.database());
        }
    }
}
