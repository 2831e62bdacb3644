package io.foodflow.tenant.backups;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.util.UUID;

/** A backup of a tenant is gone: it had its time, or somebody removed it. */
record BackupRemoved(UUID backupId, TenantId tenantId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
