package io.foodflow.tenant.subscriptions;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** A tenant's subscription is another now. */
record SubscriptionChanged(TenantId tenantId, String plan, String state) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
