package io.foodflow.tenant.backups;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.util.UUID;

/** Somebody asked to put a backup in place. */
record RestoreRequested(UUID restoreId, TenantId tenantId, UUID backupId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
