package io.foodflow.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that one process does at a time, of all that use a database. The lock is the database's, under a key of the caller's
 * choice, and ends with its connection: that of a process that died is free at once. Each lock takes a connection of its own.
 */
public final class SessionLock {

    private static final String TIMED_OUT = "55P03";

    private SessionLock() {}

    /** Where a connection comes from that nobody else uses. */
    public interface Connecting {
        Connection connect() throws SQLException;
    }

    /** Somebody else had the lock for longer than it was waited for. */
    public static final class Taken extends RuntimeException {

        private static final long serialVersionUID = 1;

        Taken(String key, Throwable cause) {
            super("somebody else works on '%s'".formatted(key), cause);
        }
    }

    /** Does it when nobody else does, however long that is to be waited for. */
    public static <T extends @Nullable Object> T alone(Connecting connecting, String key, Supplier<T> work) {
        return alone(connecting, key, Duration.ZERO, work);
    }

    /**
     * Does it when nobody else does.
     *
     * @param patience how long that is waited for; zero is without end
     * @throws Taken if that took longer
     */
    public static <T extends @Nullable Object> T alone(
            Connecting connecting, String key, Duration patience, Supplier<T> work) {
        try (var connection = connecting.connect()) {
            lock(connection, key, patience);
            return work.get();
        } catch (SQLException e) {
            throw failed(key, e);
        }
    }

    private static void lock(Connection connection, String key, Duration patience) throws SQLException {
        Statements.execute(connection, "set lock_timeout = " + patience.toMillis());
        try {
            Statements.exists(connection, "select pg_advisory_lock(hashtextextended(?, 0))", key);
        } catch (SQLException e) {
            if (TIMED_OUT.equals(e.getSQLState())) {
                throw new Taken(key, e);
            }
            throw e;
        }
    }

    /** Does it unless somebody else is at it; false if so. */
    public static boolean unlessTaken(Connecting connecting, String key, Runnable work) {
        try (var connection = connecting.connect()) {
            var taken = Statements.text(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", key);
            if (!"t".equals(taken)) {
                return false;
            }
            work.run();
            return true;
        } catch (SQLException e) {
            throw failed(key, e);
        }
    }

    private static IllegalStateException failed(String key, SQLException e) {
        return new IllegalStateException("cannot lock '%s': %s".formatted(key, e.getMessage()), e);
    }
}
