package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Instant;

/** A trial with the payment provider ends in a few days, and is paid for then. */
record TrialEnding(TenantId tenantId, String eventId, Instant endsAt) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
