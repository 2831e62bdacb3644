package io.foodflow.tenant.tenants;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** Nobody of a tenant may work until it is resumed. */
record TenantSuspended(TenantId tenantId, String reason) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
