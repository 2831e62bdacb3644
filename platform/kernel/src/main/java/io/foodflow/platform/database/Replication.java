package io.foodflow.platform.database;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/**
 * A tenant's rows follow from one database into another by PostgreSQL's own logical replication: a publication and a slot
 * where they come from, a subscription where they go. All three have the same name, made of the tenant's id and the
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
    public static String name(TenantId tenant, Direction direction) {
        return "foodflow_%s_%s"
                .formatted(tenant.toString().replace("-", ""), direction.name().toLowerCase(Locale.ROOT));
    }

    /** Publishes these tables of a tenant, and the marks. Tables without a key are published row by whole row. */
    public static void publish(Connection source, Tenant tenant, Direction direction, List<String> tables)
            throws SQLException {
        var name = name(tenant.id(), direction);
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

    /** Makes a slot and exports the snapshot before its first change. Waits for the transactions that run now. */
    public static SlotWithSnapshot slotWithSnapshot(DatabaseServer source, String name) throws SQLException {
        var properties = new Properties();
        PGProperty.USER.set(properties, source.user());
        PGProperty.PASSWORD.set(properties, source.password());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "15");
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

    public static SlotState slotState(Connection source, String name) throws SQLException {
        try (var select = source.prepareStatement(
                "select coalesce(wal_status, 'reserved') from pg_replication_slots where slot_name = ?")) {
            select.setString(1, name);
            try (var found = select.executeQuery()) {
                if (!found.next()) {
                    return SlotState.ABSENT;
                }
                return found.getString(1).equals("lost") ? SlotState.LOST : SlotState.WHOLE;
            }
        }
    }

    /**
     * Lets the target follow from the slot on, wherever the source can be reached now. What came to the source from
     * elsewhere by replication does not follow: rows that went out are not sent back.
     */
    public static void subscribe(Connection target, DatabaseServer source, String name) throws SQLException {
        var address = Databases.connectionString(source);
        var known = subscribedTo(target, name);
        if (known.isEmpty()) {
            execute(target, """
                    create subscription %s connection '%s' publication %s
                    with (create_slot = false, slot_name = '%s', copy_data = false, origin = none, streaming = off,
                          synchronous_commit = off)
                    """.formatted(name, address.replace("'", "''"), name, name));
        } else if (!known.get().equals(address)) {
            execute(target, "alter subscription %s connection '%s'".formatted(name, address.replace("'", "''")));
        }
    }

    /** Where the target follows from; empty if it does not follow. */
    private static Optional<String> subscribedTo(Connection target, String name) throws SQLException {
        try (var select = target.prepareStatement("""
                select s.subconninfo from pg_subscription s join pg_database d on d.oid = s.subdbid
                where d.datname = current_database() and s.subname = ?
                """)) {
            select.setString(1, name);
            try (var found = select.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    /** Ends following, and forgets what was published for it. */
    public static void end(Connection source, Connection target, String name) throws SQLException {
        unsubscribe(target, name);
        dropSlot(source, name);
        execute(source, "drop publication if exists " + name);
    }

    /** Ends it in both directions, with whatever of both databases is there. */
    public static void remove(Databases databases, TenantId tenant, String database) {
        try (var shared = databases.server(null).administer()) {
            if (!databases.isGiven(database) && !exists(shared, database)) {
                endHere(shared, tenant);
                return;
            }
            try (var dedicated = databases.server(database).administer()) {
                end(shared, dedicated, name(tenant, Direction.OUT));
                end(dedicated, shared, name(tenant, Direction.BACK));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot end the replication of tenant %s: %s".formatted(tenant, e.getMessage()), e);
        }
    }

    /** Ends what there is of it in the shared database, and does not touch the other one. */
    public static void removeHere(Databases databases, TenantId tenant) {
        try (var shared = databases.server(null).administer()) {
            endHere(shared, tenant);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot end the replication of tenant %s: %s".formatted(tenant, e.getMessage()), e);
        }
    }

    private static void endHere(Connection shared, TenantId tenant) throws SQLException {
        unsubscribe(shared, name(tenant, Direction.BACK));
        dropSlot(shared, name(tenant, Direction.OUT));
        execute(shared, "drop publication if exists " + name(tenant, Direction.OUT));
    }

    private static boolean exists(Connection shared, String database) throws SQLException {
        try (var select = shared.prepareStatement("select 1 from pg_database where datname = ?")) {
            select.setString(1, database);
            try (var found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void unsubscribe(Connection target, String name) throws SQLException {
        if (subscribedTo(target, name).isPresent()) {
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

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var change = connection.createStatement()) {
            change.execute(statement);
        }
    }
}
