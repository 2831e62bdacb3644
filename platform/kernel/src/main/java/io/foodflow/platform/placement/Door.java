package io.foodflow.platform.placement;

import io.foodflow.platform.tenancy.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A tenant's way into one database. It is closed in the database itself, so that it is closed to every process at once. A
 * door that one holder of a move closed cannot be opened by another that was superseded meanwhile.
 */
final class Door {

    private static final long LOOK_EVERY_MILLIS = 2;
    private static final String INSIDE = """
        select count(*) from pg_locks
        where locktype = 'advisory' and objsubid = 1 and granted and mode = 'ShareLock'
          and database = (select oid from pg_database where datname = current_database())
          and ((cast(classid as bigint) << 32) | cast(objid as bigint)) = hashtextextended(?, 0)
        """;

    private final Connection database;
    private final Tenant tenant;
    private final UUID holder;

    /** With a connection of the administrator that commits by itself. */
    Door(Connection database, Tenant tenant, UUID holder) {
        this.database = database;
        this.tenant = tenant;
        this.holder = holder;
    }

    /** Opens it, whoever closed it. */
    void open() throws SQLException {
        update(
                "update platform.tenants set door_open = true, door_key = ? where id = ?",
                holder,
                tenant.id().value());
    }

    /** Opens it again after {@link #close}, unless somebody else took the move over. */
    void reopen() throws SQLException {
        update(
                "update platform.tenants set door_open = true where door_key = ? and id = ?",
                holder,
                tenant.id().value());
    }

    /** From now on no transaction of the tenant begins here; those that run go on. */
    void close() throws SQLException {
        update(
                "update platform.tenants set door_open = false, door_key = ? where id = ?",
                holder,
                tenant.id().value());
    }

    /** Waits until the last transaction of the tenant has ended; false if that takes longer than until that nano time. */
    boolean awaitEmpty(long deadline) throws SQLException, InterruptedException {
        try (var select = database.prepareStatement(INSIDE)) {
            select.setString(1, "foodflow door " + tenant.schema());
            while (true) {
                try (var found = select.executeQuery()) {
                    found.next();
                    if (found.getLong(1) == 0) {
                        return true;
                    }
                }
                if (System.nanoTime() > deadline) {
                    return false;
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    private void update(String statement, UUID key, UUID id) throws SQLException {
        try (var update = database.prepareStatement(statement)) {
            update.setObject(1, key);
            update.setObject(2, id);
            update.executeUpdate();
        }
    }
}
