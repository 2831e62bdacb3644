package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** An invoice could not be collected; the provider tries again by itself. */
record PaymentFailed(TenantId tenantId, String eventId, String invoice, long dueMinor, String currency, long attempt)
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
