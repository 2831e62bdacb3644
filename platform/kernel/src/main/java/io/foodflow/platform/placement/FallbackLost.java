package io.foodflow.platform.placement;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A tenant cannot fall back into the shared database any more. */
record FallbackLost(TenantId tenantId, String why) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
