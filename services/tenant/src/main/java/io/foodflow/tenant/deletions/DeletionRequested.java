package io.foodflow.tenant.deletions;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Instant;

/** A tenant is to be deleted. */
record DeletionRequested(TenantId tenantId, Instant eraseAfter) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
