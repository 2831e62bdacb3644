package io.foodflow.platform.placement;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A database of its own was asked for a tenant. */
record DedicatedDatabaseRequested(TenantId tenantId, String database) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
