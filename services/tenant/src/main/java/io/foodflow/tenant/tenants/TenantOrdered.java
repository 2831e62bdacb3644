package io.foodflow.tenant.tenants;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** Somebody who runs the platform had a tenant made. Kept in the trail of the one who asked. */
record TenantOrdered(TenantId tenantId, String slug) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
