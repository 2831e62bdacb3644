package io.foodflow.tenant.backups;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A backup took the place of what a tenant had, or became another tenant. Recorded in the tables that were restored and in
 * the platform's.
 *
 * @param tenantId whose tables were replaced or made
 * @param backupOf whose backup it was
 * @param sha256 of the backup
 * @param takenAt the moment that it is of
 * @param replacedEntries how many audit entries the replaced tables had
 * @param replacedHash the last hash of their audit chain, by which the gap can be proved; null where there was none
 */
record TenantRestored(
        UUID restoreId,
        TenantId tenantId,
        TenantId backupOf,
        UUID backupId,
        String sha256,
        Instant takenAt,
        String requestedBy,
        long replacedEntries,
        @Nullable String replacedHash)
        implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
