package io.foodflow.tenant.sandbox;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A sandbox holds the whole history of the invented company. */
record SandboxFilled(TenantId tenantId, long events) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
