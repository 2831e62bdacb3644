package io.foodflow.platform.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the embedded PostgreSQL is run.
 *
 * @param home the platform's home ($FOODFLOW_HOME); made if it does not exist
 * @param user name of the superuser; fixed when the data folder is made
 * @param database the database that {@link EmbeddedPostgres#jdbcUrl()} points at; made if it does not exist
 * @param parameters server parameters that override the defaults, such as {@code shared_buffers=256MB}; those that
 *     durability or access depend on cannot be overridden
 * @param startLimit the longest that a start may take, crash recovery included
 * @param stopLimit the longest that sessions may take to end before a fast shutdown becomes an immediate one; the last
 *     checkpoint is waited for besides
 * @param stopAtExit whether a JVM shutdown hook stops the server when the handle was not closed before
 * @param progress told about steps that take long
 */
public record PostgresSettings(
        Path home,
        String user,
        String database,
        Map<String, String> parameters,
        Duration startLimit,
        Duration stopLimit,
        boolean stopAtExit,
        PostgresProgress progress) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern PARAMETER = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");
    private static final Set<String> FIXED = Set.of(
            "fsync",
            "full_page_writes",
            "synchronous_commit",
            "wal_level",
            "listen_addresses",
            "port",
            "unix_socket_directories",
            "data_directory",
            "hba_file",
            "password_encryption",
            "logging_collector");

    public PostgresSettings {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(progress, "progress");
        requireIdentifier("user", user);
        requireIdentifier("database", database);
        parameters = Map.copyOf(parameters);
        parameters.forEach(PostgresSettings::requireParameter);
        requirePositive("startLimit", startLimit);
        requirePositive("stopLimit", stopLimit);
    }

    /** The defaults: superuser and database {@code foodflow}, 3 minutes to start, 20 seconds to stop, no hook. */
    public static PostgresSettings of(Path home) {
        return new PostgresSettings(
                home,
                "foodflow",
                "foodflow",
                Map.of(),
                Duration.ofMinutes(3),
                Duration.ofSeconds(20),
                false,
                PostgresProgress.silent());
    }

    public PostgresSettings withParameter(String name, String value) {
        var all = new LinkedHashMap<>(parameters);
        all.put(name, value);
        return new PostgresSettings(home, user, database, all, startLimit, stopLimit, stopAtExit, progress);
    }

    public PostgresSettings withDatabase(String name) {
        return new PostgresSettings(home, user, name, parameters, startLimit, stopLimit, stopAtExit, progress);
    }

    public PostgresSettings withLimits(Duration start, Duration stop) {
        return new PostgresSettings(home, user, database, parameters, start, stop, stopAtExit, progress);
    }

    public PostgresSettings withStopAtExit(boolean stop) {
        return new PostgresSettings(home, user, database, parameters, startLimit, stopLimit, stop, progress);
    }

    public PostgresSettings withProgress(PostgresProgress told) {
        return new PostgresSettings(home, user, database, parameters, startLimit, stopLimit, stopAtExit, told);
    }

    private static void requireIdentifier(String name, String value) {
        if (!IDENTIFIER.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + " must be a lower-case SQL identifier of 1..63 letters, digits and _, was '" + value + "'");
        }
    }

    private static void requireParameter(String name, String value) {
        if (!PARAMETER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "server parameter names are lower-case letters, digits and _, was '" + name + "'");
        }
        if (FIXED.contains(name)) {
            throw new IllegalArgumentException("server parameter " + name + " is fixed by the platform, was set to '"
                    + value + "'; use an external PostgreSQL to change it");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("server parameter " + name + " must be one line, was '" + value + "'");
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than zero, was " + value);
        }
    }
}
