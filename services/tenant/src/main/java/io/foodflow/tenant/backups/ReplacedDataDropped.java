package io.foodflow.tenant.backups;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.util.UUID;

/** What a restore replaced, or an undone one had restored, is gone for good. */
record ReplacedDataDropped(UUID restoreId, TenantId tenantId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
