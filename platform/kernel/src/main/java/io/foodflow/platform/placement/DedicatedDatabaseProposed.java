package io.foodflow.platform.placement;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A tenant grew beyond a threshold from which a database of its own is proposed. */
record DedicatedDatabaseProposed(TenantId tenantId, long bytes, long rows, long eventsThisMonth)
        implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
