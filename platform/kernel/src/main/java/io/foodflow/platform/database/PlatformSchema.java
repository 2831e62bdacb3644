package io.foodflow.platform.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.flywaydb.core.Flyway;

/**
 * Prepares a server for the platform: the application's role, the shared schemas, and their migrations. All of it is
 * idempotent and safe when several processes start at once (an advisory lock makes them take turns).
 */
public final class PlatformSchema {

    public static final String APPLICATION_ROLE = "foodflow_app";

    /** The schema named like the current role comes first: in a tenant's transaction that is the tenant's own. */
    private static final String SEARCH_PATH = "\"$user\", platform, reference";

    private static final String DEDICATED = "db/dedicated";
    private static final long START_LOCK = 0x466F6F64466C6F77L;

    private final DatabaseServer server;
    private final DatabaseServer shared;

    PlatformSchema(DatabaseServer server) {
        this(server, server);
    }

    /** Of a database of a tenant's own, beside the shared one that it belongs to. */
    PlatformSchema(DatabaseServer server, DatabaseServer shared) {
        this.server = server;
        this.shared = shared;
    }

    /** Brings the server to this version's state; throws if it cannot be reached or refuses. */
    void prepare() {
        prepare(() -> {
            migrate("db/tenant/kernel", "flyway_kernel");
            migrate("db/platform", "flyway_platform");
        });
    }

    /** Brings a database of tenants' own to this version's state: what their transactions find of the platform there. */
    static void prepareDedicated(DatabaseServer server, DatabaseServer shared) {
        var schema = new PlatformSchema(server, shared);
        schema.prepare(() -> schema.migrate(DEDICATED, "flyway_dedicated"));
    }

    /**
     * Names the state that {@link #prepareDedicated} leads to: another one with another version's scripts, or another password
     * of the application's role.
     */
    static String dedicatedState(DatabaseServer shared) {
        var scripts = Scripts.fingerprint(List.of(DEDICATED), PlatformSchema.class.getClassLoader());
        return scripts + '-' + keyed(shared, scripts).substring(0, 16);
    }

    private void prepare(Runnable migrations) {
        try (var connection = administer();
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(%d)".formatted(START_LOCK));
            createApplicationRole(connection);
            for (var schema : new String[] {"platform", "reference"}) {
                statement.execute("create schema if not exists " + schema);
                statement.execute("grant usage on schema %s to public".formatted(schema));
            }
            statement.execute("create extension if not exists pg_trgm schema reference");
            migrations.run();
            statement.execute("select pg_advisory_unlock(%d)".formatted(START_LOCK));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare %s: %s".formatted(server, e.getMessage()), e);
        }
    }

    /** A connection of its own with all rights, never from a pool: a role set on it dies with it. */
    public Connection administer() throws SQLException {
        return server.administer();
    }

    /** A connection of its own with the application's rights, for what would otherwise keep one of the pool to itself. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", APPLICATION_ROLE);
        properties.setProperty("password", applicationPassword());
        properties.setProperty("ApplicationName", "foodflow");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(server.jdbcUrl(), properties);
    }

    /** The server and its administrator. */
    public DatabaseServer server() {
        return server;
    }

    /**
     * Follows from the password of the shared database's administrator, so that every process of one installation knows it,
     * and so that it is one and the same on a server with several databases of tenants.
     */
    String applicationPassword() {
        return keyed(shared, APPLICATION_ROLE);
    }

    private static String keyed(DatabaseServer shared, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(shared.password().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HmacSHA256", e);
        }
    }

    private void createApplicationRole(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select 1 from pg_roles where rolname = '%s'".formatted(APPLICATION_ROLE))) {
            var verb = found.next() ? "alter" : "create";
            try (var change = connection.createStatement()) {
                change.execute("%s role %s login noinherit nosuperuser nocreatedb nocreaterole password '%s'"
                        .formatted(verb, APPLICATION_ROLE, applicationPassword()));
                change.execute("alter role %s set search_path = %s".formatted(APPLICATION_ROLE, SEARCH_PATH));
            }
        }
    }

    private void migrate(String location, String table) {
        Flyway.configure()
                .dataSource(server.jdbcUrl(), server.user(), server.password())
                .schemas("platform")
                .defaultSchema("platform")
                .createSchemas(false)
                .table(table)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .outOfOrder(true)
                .locations("classpath:" + location)
                .load()
                .migrate();
    }
}
