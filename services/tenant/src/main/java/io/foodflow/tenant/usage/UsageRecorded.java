package io.foodflow.tenant.usage;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** Somebody recorded usage. */
record UsageRecorded(TenantId tenantId, String id, String metric, String period, long quantity) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
