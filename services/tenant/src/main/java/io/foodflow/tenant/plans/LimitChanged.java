package io.foodflow.tenant.plans;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/** A tenant has a limit of its own, or its plan's again. */
record LimitChanged(
        TenantId tenantId,
        String metric,
        boolean ofThePlan,
        @Nullable Long most) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
