package io.foodflow.tenant.usage;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A tenant has used so much of a limit that it should know. Once a period. */
record QuotaWarned(TenantId tenantId, String metric, String period, long used, long most) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
