package io.foodflow.platform.placement;

import io.foodflow.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A row that travels with a tenant's changes. Changes arrive in the order of their commits, so once the mark is there, all
 * that was committed before it is.
 */
final class Mark {

    private static final long LOOK_EVERY_MILLIS = 2;

    private final TenantId tenant;
    private final long value = ThreadLocalRandom.current().nextLong();

    Mark(TenantId tenant) {
        this.tenant = tenant;
    }

    /** Sets it where the changes come from. As a new row: a changed one would be lost where the old one is not known. */
    void set(Connection source) throws SQLException {
        source.setAutoCommit(false);
        try (var delete = source.prepareStatement("delete from platform.move_marks where tenant_id = ?");
                var insert =
                        source.prepareStatement("insert into platform.move_marks (tenant_id, mark) values (?, ?)")) {
            delete.setObject(1, tenant.value());
            delete.executeUpdate();
            insert.setObject(1, tenant.value());
            insert.setLong(2, value);
            insert.executeUpdate();
            source.commit();
        } finally {
            source.rollback();
            source.setAutoCommit(true);
        }
    }

    /** Waits for it where the changes go; false if it is not there at that nano time. */
    boolean await(Connection target, long deadline) throws SQLException, InterruptedException {
        try (var select =
                target.prepareStatement("select 1 from platform.move_marks where tenant_id = ? and mark = ?")) {
            select.setObject(1, tenant.value());
            select.setLong(2, value);
            while (true) {
                try (var found = select.executeQuery()) {
                    if (found.next()) {
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
}
