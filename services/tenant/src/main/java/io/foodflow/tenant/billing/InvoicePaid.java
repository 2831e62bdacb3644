package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** An invoice was paid. */
record InvoicePaid(TenantId tenantId, String eventId, String invoice, long paidMinor, String currency)
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
