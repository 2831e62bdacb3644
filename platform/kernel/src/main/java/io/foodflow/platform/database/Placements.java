package io.foodflow.platform.database;

import io.foodflow.platform.tenancy.TenantId;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * In which database each tenant works. What this process believes may be out of date: the database itself refuses a
 * tenant that does not work there, and then it is looked up anew. Thread-safe.
 */
public final class Placements {

    private final DataSource shared;
    private final Map<TenantId, String> dedicated = new ConcurrentHashMap<>();
    private final Set<TenantId> behind = ConcurrentHashMap.newKeySet();

    Placements(DataSource shared) {
        this.shared = shared;
    }

    /** The database that this process believes a tenant to be in; null is the shared one. Costs nothing. */
    public @Nullable String believed(TenantId tenant) {
        return dedicated.get(tenant);
    }

    /** Believes nothing any more: each tenant's next transaction finds out where it is. */
    public void forget() {
        dedicated.clear();
    }

    /** Lets nobody in this process work with a tenant whose tables are not of this version yet. */
    public void hold(TenantId tenant) {
        behind.add(tenant);
    }

    /** Its tables are of this version now. */
    public void release(TenantId tenant) {
        behind.remove(tenant);
    }

    /** The tenants whose tables are not of this version yet. */
    public Set<TenantId> held() {
        return Set.copyOf(behind);
    }

    boolean isHeld(TenantId tenant) {
        return behind.contains(tenant);
    }

    /** The database that a tenant is in, or is arriving at, as it is written down now; null is the shared one. */
    public @Nullable String lookUp(TenantId tenant) {
        try (var connection = shared.getConnection();
                var select = connection.prepareStatement("""
                    select database, placed_by is not distinct from platform.installation()
                    from platform.tenants where id = ? and database is not null
                    """)) {
            select.setObject(1, tenant.value());
            try (var found = select.executeQuery()) {
                boolean placed = found.next();
                if (placed && !found.getBoolean(2)) {
                    throw new TenantElsewhere(tenant, found.getString(1));
                }
                var database = placed ? found.getString(1) : null;
                if (database == null) {
                    dedicated.remove(tenant);
                } else {
                    dedicated.put(tenant, database);
                }
                return database;
            }
        } catch (SQLException e) {
            throw new CannotCreateTransactionException("cannot look up the database of tenant " + tenant, e);
        }
    }
}
