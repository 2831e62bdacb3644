package io.foodflow.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.foodflow.platform.postgres.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The shared database and those of single tenants, by name; null names the shared one. A database that no setting tells
 * of is one that the platform made on the shared database's server. Pools of tenants' databases are small, made when first asked for, and give up
 * all but one of their connections when nobody uses them. Thread-safe.
 */
public final class Databases implements AutoCloseable {

    private static final long IDLE_MILLIS = 60_000;
    private static final String WRONG_PASSWORD = "28P01";

    /** What the platform calls the databases that it makes: the last part is an id. */
    private static final Pattern MADE = Pattern.compile("foodflow_[a-z0-9_]+_[0-9a-f]{32}");

    private final DatabaseServer shared;
    private final Map<String, PlacementSettings.Location> known;
    private final int poolSize;
    private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();

    Databases(DatabaseServer shared, PlacementSettings settings) {
        this.shared = shared;
        this.known = settings.databases();
        this.poolSize = settings.poolSize();
    }

    /** Where a database is, and its administrator. */
    public DatabaseServer server(@Nullable String name) {
        if (name == null) {
            return shared;
        }
        var location = known.get(name);
        return location == null
                ? new DatabaseServer(beside(name), shared.user(), shared.password(), shared.embedded())
                : new DatabaseServer(location.url(), location.user(), location.password(), false);
    }

    /** Whether the settings tell where that database is. */
    public boolean isGiven(String name) {
        return known.containsKey(name);
    }

    /**
     * Whether the platform makes and drops that database, on the shared database's server; if not, others made it and the
     * settings tell where it is.
     *
     * @throws IllegalStateException if the settings do not tell that of a name that others chose: another database may be
     *     called so on the shared database's server
     */
    public boolean isMadeHere(String name) {
        if (known.containsKey(name)) {
            return false;
        }
        if (!MADE.matcher(name).matches()) {
            throw new IllegalStateException(
                    "the settings do not tell where the database '%1$s' is: set foodflow.placement.databases.%1$s.url, .user and .password"
                            .formatted(name));
        }
        return true;
    }

    /** Brings a tenant's own database to this version's state: what its transactions find of the platform there. */
    public void prepare(String name) {
        PlatformSchema.prepareDedicated(server(name), shared);
    }

    /** Names the state that {@link #prepare} leads to: a database that carries it needs no more. */
    public String preparedState() {
        return PlatformSchema.dedicatedState(shared);
    }

    /** Whether that server refuses the application's role its password: another installation has it then. */
    public boolean refusesApplication(String name) throws SQLException {
        try (var connection = new PlatformSchema(server(name), shared).connect()) {
            return !connection.isValid(1);
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    HikariDataSource pool(String name) {
        return pools.computeIfAbsent(name, this::open);
    }

    /** Closes this process's connections to a database that no tenant works in any more. */
    public void forget(String name) {
        var pool = pools.remove(name);
        if (pool != null) {
            pool.close();
        }
    }

    /** The databases of tenants' own that this process has connections to. */
    public Set<String> connected() {
        return Set.copyOf(pools.keySet());
    }

    @Override
    public void close() {
        pools.keySet().forEach(this::forget);
    }

    private HikariDataSource open(String name) {
        var config = pool(new PlatformSchema(server(name), shared), "foodflow-" + name, poolSize);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    static HikariConfig pool(PlatformSchema schema, String name, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(schema.server().jdbcUrl());
        config.setUsername(PlatformSchema.APPLICATION_ROLE);
        config.setPassword(schema.applicationPassword());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(10_000);
        config.addDataSourceProperty("ApplicationName", "foodflow");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", "120");
        return config;
    }

    /** The URL of another database on the shared one's server. */
    private String beside(String name) {
        var url = shared.jdbcUrl();
        int query = url.indexOf('?');
        var path = query < 0 ? url : url.substring(0, query);
        int slash = path.lastIndexOf('/');
        if (!path.startsWith("jdbc:postgresql://") || slash < "jdbc:postgresql://".length()) {
            throw new IllegalStateException(
                    "foodflow.database.url must be jdbc:postgresql://host:port/database for a database beside it, was '%s'; or set foodflow.placement.databases.%s.url"
                            .formatted(url, name));
        }
        return path.substring(0, slash + 1) + name + (query < 0 ? "" : url.substring(query));
    }

    /**
     * How a PostgreSQL reaches that database, in the form that subscriptions want. The embedded server reads in its own home
     * where it is: a restored copy of it so comes to itself, and never to the original, whose address it has copied, too.
     */
    static String connectionString(DatabaseServer server) {
        Properties parts = Objects.requireNonNull(
                Driver.parseURL(server.jdbcUrl(), new Properties()), () -> "no PostgreSQL URL: " + server.jdbcUrl());
        var database = "dbname=" + quoted(parts.getProperty(PGProperty.PG_DBNAME.getName()));
        if (server.embedded()) {
            return "service=%s %s".formatted(EmbeddedPostgres.SERVICE, database);
        }
        return "host=%s port=%s %s user=%s password=%s%s"
                .formatted(
                        quoted(parts.getProperty(PGProperty.PG_HOST.getName())),
                        quoted(parts.getProperty(PGProperty.PG_PORT.getName())),
                        database,
                        quoted(server.user()),
                        quoted(server.password()),
                        parts.getProperty("sslmode") == null ? "" : " sslmode=" + quoted(parts.getProperty("sslmode")));
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
