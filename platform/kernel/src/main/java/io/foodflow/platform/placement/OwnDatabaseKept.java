package io.foodflow.platform.placement;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A tenant fell back, but not all of it was found to have arrived: the database that it left is kept until it is settled. */
record OwnDatabaseKept(TenantId tenantId, String database) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
