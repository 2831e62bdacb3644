package io.foodflow.tenant.plans;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/** A feature was switched for one tenant, or (without a value) left to its plan again. */
record FeatureSwitched(
        TenantId tenantId, String feature, @Nullable Boolean enabled, String by) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
