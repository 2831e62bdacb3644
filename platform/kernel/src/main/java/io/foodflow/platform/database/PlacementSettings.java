package io.foodflow.platform.database;

import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Databases of tenants' own, and how tenants are moved there.
 *
 * @param enabled whether tenants may be moved at all; moves that are under way go on
 * @param databases databases that others made, by name; none is used with the embedded server
 * @param poolSize connections that this process keeps at most to each of them, 2 to 200
 * @param waitSeconds how long a transaction waits for its tenant to arrive before it is refused, 1 to 120
 * @param pauseMillis the longest that a tenant's writes may wait for a switch, 100 to 60,000; one that would take longer is
 *     called off and tried again
 * @param retryMillis how often a process looks for moves to work on, and how long it waits before it tries again what
 *     failed, longer with each failure, 10 to 60,000
 * @param comparedRows rows that are compared while writes wait; the tables that hold more are compared right after
 * @param settleAfterDays days after which a tenant stays where it was moved to and the old copy is dropped, 0 to 365
 * @param automatic whether a tenant beyond a threshold is moved without being asked for
 * @param bytes size of a tenant's schema from which a database of its own is proposed
 * @param rows as {@code bytes}, rows
 * @param eventsPerMonth as {@code bytes}, events recorded in this month
 */
@ConfigurationProperties("foodflow.placement")
public record PlacementSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, Location> databases,
        @DefaultValue("8") int poolSize,
        @DefaultValue("10") int waitSeconds,
        @DefaultValue("2000") int pauseMillis,
        @DefaultValue("1000") int retryMillis,
        @DefaultValue("100000") long comparedRows,
        @DefaultValue("7") int settleAfterDays,
        @DefaultValue("false") boolean automatic,
        @DefaultValue("53687091200") long bytes,
        @DefaultValue("100000000") long rows,
        @DefaultValue("5000000") long eventsPerMonth) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public PlacementSettings {
        databases = Map.copyOf(databases);
        databases.keySet().forEach(PlacementSettings::requireName);
        require("pool-size", poolSize, 2, 200);
        require("wait-seconds", waitSeconds, 1, 120);
        require("pause-millis", pauseMillis, 100, 60_000);
        require("retry-millis", retryMillis, 10, 60_000);
        require("compared-rows", comparedRows, 0, Long.MAX_VALUE);
        require("settle-after-days", settleAfterDays, 0, 365);
        require("bytes", bytes, 1, Long.MAX_VALUE);
        require("rows", rows, 1, Long.MAX_VALUE);
        require("events-per-month", eventsPerMonth, 1, Long.MAX_VALUE);
    }

    /** A database that others made; the role may create roles, schemas, publications and subscriptions there. */
    public record Location(String url, String user, String password) {

        public Location {
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException(
                        "the url of a database must start with jdbc:postgresql:, was '%s'".formatted(url));
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Location[%s as %s]".formatted(url, user);
        }
    }

    /** Returns the name of a database unchanged, or refuses it with the rule it breaks. */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a database must be a lower-case letter followed by up to 62 letters, digits or '_', was '%s'"
                            .formatted(name));
        }
        return name;
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "foodflow.placement.%s must be %d..%d, was %d".formatted(name, least, most, value));
        }
    }
}
