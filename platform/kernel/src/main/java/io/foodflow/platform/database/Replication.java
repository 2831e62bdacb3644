package io.foodflow.platform.database;

import static io.foodflow.platform.database.Statements.execute;
import static io.foodflow.platform.database.Statements.exists;
import static io.foodflow.platform.database.Statements.quoted;
import static io.foodflow.platform.database.Statements.text;

import io.foodflow.platform.tenancy.Tenant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * A tenant's rows follow from one database into another by PostgreSQL's own logical replication: a publication and a slot
 * where they come from, a subscription where they go. All three have the same name, made of the move's id and the
 * direction. Whatever a method finds done already it passes over.
 *
 * <p>The slot is always made apart from the subscription: within one server a subscription that makes its own slot would
 * wait for itself.
 */
public final class Replication {

    private static final int ATTEMPTS_TO_DROP = 100;
    private static final long PAUSE_MILLIS = 50;
    private static final String IN_USE = "55006";
    private static final String ABSENT = "42704";

    /** Which way rows follow. */
    public enum Direction {
        /** From the shared database into the tenant's own. */
        OUT,
        /** From the tenant's own database back into the shared one. */
        BACK
    }

    private Replication() {}

    /** The name of publication, slot and subscription. */
    public static String name(UUID move, Direction direction) {
        return "foodflow_%s_%s"
                .formatted(move.toString().replace("-", ""), direction.name().toLowerCase(Locale.ROOT));
    }

    /** Publishes these tables of a tenant, and the marks. Tables without a key are published row by whole row. */
    public static void publish(Connection source, Tenant tenant, String name, List<String> tables) throws SQLException {
        for (var table : keyless(source, tenant)) {
            execute(source, "alter table %s.%s replica identity full".formatted(tenant.schema(), quoted(table)));
        }
        var all = tables.stream()
                .map(table -> tenant.schema() + "." + quoted(table))
                .collect(Collectors.joining(", "));
        execute(source, "drop publication if exists " + name);
        execute(source, "create publication %s for table %s, platform.move_marks".formatted(name, all));
    }

    private static List<String> keyless(Connection source, Tenant tenant) throws SQLException {
        try (var select = source.prepareStatement("""
            select c.relname from pg_class c
            where c.relnamespace = to_regnamespace(?) and c.relkind = 'r' and c.relreplident = 'd'
              and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
            """)) {
            select.setString(1, tenant.schema());
            try (var rows = select.executeQuery()) {
                var names = new ArrayList<String>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        }
    }

    /** A slot with the snapshot that its changes follow upon; the snapshot can be used until this is closed. */
    public record SlotWithSnapshot(Connection connection, String snapshot) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /**
     * Makes a slot and exports the snapshot before its first change. Waits for the transactions that run now.
     *
     * @param purpose what the server shows of the connection
     */
    public static SlotWithSnapshot slotWithSnapshot(DatabaseServer source, String name, String purpose)
            throws SQLException {
        var properties = new Properties();
        PGProperty.USER.set(properties, source.user());
        PGProperty.PASSWORD.set(properties, source.password());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "16");
        PGProperty.APPLICATION_NAME.set(properties, purpose);
        var connection = DriverManager.getConnection(source.jdbcUrl(), properties);
        try (var statement = connection.createStatement();
                var made = statement.executeQuery(
                        "CREATE_REPLICATION_SLOT %s LOGICAL pgoutput EXPORT_SNAPSHOT".formatted(name))) {
            made.next();
            return new SlotWithSnapshot(connection, made.getString("snapshot_name"));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Makes a slot whose changes follow from now on. */
    public static void slot(Connection source, String name) throws SQLException {
        if (slotState(source, name) == SlotState.ABSENT) {
            execute(source, "select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(name));
        }
    }

    /** What there is of a slot. */
    public enum SlotState {
        ABSENT,
        /** It keeps every change that was not taken yet. */
        WHOLE,
        /** The server gave up changes that were not taken yet: it cannot be followed any more. */
        LOST
    }

    /** What there is of a slot of the database that the connection is to. */
    public static SlotState slotState(Connection source, String name) throws SQLException {
        var status = text(source, """
            select coalesce(wal_status, 'reserved') from pg_replication_slots
            where slot_name = ? and database = current_database()
            """, name);
        return status == null ? SlotState.ABSENT : status.equals("lost") ? SlotState.LOST : SlotState.WHOLE;
    }

    /**
     * Lets the target follow from the slot on, wherever the source can be reached now. What came to the source from
     * elsewhere by replication does not follow: rows that went out are not sent back.
     */
    public static void subscribe(Connection target, DatabaseServer source, String name) throws SQLException {
        var address = Databases.connectionString(source);
        var known = subscribedTo(target, name);
        if (known == null) {
            unlogged(target, """
                    create subscription %s connection '%s' publication %s
                    with (create_slot = false, slot_name = '%s', copy_data = false, origin = none, streaming = off,
                          synchronous_commit = off)
                    """.formatted(name, address.replace("'", "''"), name, name));
        } else if (!known.equals(address)) {
            unlogged(target, "alter subscription %s connection '%s'".formatted(name, address.replace("'", "''")));
        }
    }

    /** The password is in it, so that the server's log is not to have it if it fails; only superusers can see to that. */
    private static void unlogged(Connection target, String statement) throws SQLException {
        boolean quiet = exists(target, "select 1 from pg_roles where rolname = current_user and rolsuper");
        if (quiet) {
            execute(target, "set log_min_error_statement = panic");
        }
        try {
            execute(target, statement);
        } finally {
            if (quiet) {
                execute(target, "reset log_min_error_statement");
            }
        }
    }

    /** Where the target follows from; null if it does not follow. */
    private static @Nullable String subscribedTo(Connection target, String name) throws SQLException {
        return text(target, """
            select s.subconninfo from pg_subscription s join pg_database d on d.oid = s.subdbid
            where d.datname = current_database() and s.subname = ?
            """, name);
    }

    /** Ends following, and forgets what was published for it. */
    public static void end(Connection source, Connection target, String name) throws SQLException {
        unsubscribe(target, name);
        dropSlot(source, name);
        execute(source, "drop publication if exists " + name);
    }

    /** Ends it in both directions, with whatever of both databases is there. */
    public static void remove(Databases databases, UUID move, String database) {
        try (var shared = databases.server(null).administer()) {
            if (databases.isMadeHere(database)
                    && !exists(shared, "select 1 from pg_database where datname = ?", database)) {
                endHere(shared, move);
                return;
            }
            try (var dedicated = databases.server(database).administer()) {
                end(shared, dedicated, name(move, Direction.OUT));
                end(dedicated, shared, name(move, Direction.BACK));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot end the replication of move %s: %s".formatted(move, e.getMessage()), e);
        }
    }

    /** Ends what there is of it in the shared database, and does not touch the other one. */
    public static void removeHere(Databases databases, UUID move) {
        try (var shared = databases.server(null).administer()) {
            endHere(shared, move);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot end the replication of move %s: %s".formatted(move, e.getMessage()), e);
        }
    }

    private static void endHere(Connection shared, UUID move) throws SQLException {
        unsubscribe(shared, name(move, Direction.BACK));
        dropSlot(shared, name(move, Direction.OUT));
        execute(shared, "drop publication if exists " + name(move, Direction.OUT));
    }

    private static void unsubscribe(Connection target, String name) throws SQLException {
        if (subscribedTo(target, name) != null) {
            execute(target, "alter subscription %s disable".formatted(name));
            execute(target, "alter subscription %s set (slot_name = none)".formatted(name));
            execute(target, "drop subscription " + name);
        }
    }

    /** Whoever followed may need a moment to let go of it. */
    private static void dropSlot(Connection source, String name) throws SQLException {
        for (int attempt = 1; slotState(source, name) != SlotState.ABSENT; attempt++) {
            try {
                execute(source, "select pg_drop_replication_slot('%s')".formatted(name));
            } catch (SQLException e) {
                boolean willPass = IN_USE.equals(e.getSQLState()) || ABSENT.equals(e.getSQLState());
                if (!willPass || attempt == ATTEMPTS_TO_DROP) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException why) throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
