package io.foodflow.tenant.usage;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A tenant has used all that its limit allows. Once a period. */
record QuotaReached(TenantId tenantId, String metric, String period, long used, long most) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
