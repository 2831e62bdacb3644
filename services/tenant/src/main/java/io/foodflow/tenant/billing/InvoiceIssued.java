package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** The payment provider wrote an invoice. */
record InvoiceIssued(TenantId tenantId, String eventId, String invoice, long totalMinor, String currency)
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
