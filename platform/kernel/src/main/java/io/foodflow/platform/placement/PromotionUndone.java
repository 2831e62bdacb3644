package io.foodflow.platform.placement;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A move to a database of a tenant's own was given up before the switch. */
record PromotionUndone(TenantId tenantId, String database) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
