package io.foodflow.platform.placement;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A tenant stays in its own database; the copy that it left is dropped. */
record PromotionSettled(TenantId tenantId, String database) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
