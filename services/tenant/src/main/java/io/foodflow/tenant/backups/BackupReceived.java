package io.foodflow.tenant.backups;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.util.UUID;

/** Somebody brought a backup of a tenant that had been fetched before. */
record BackupReceived(UUID backupId, TenantId tenantId, String sha256) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
