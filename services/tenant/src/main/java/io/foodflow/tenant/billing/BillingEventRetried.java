package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.DomainEvent;

/** Somebody had an event of the payment provider dealt with once more. */
record BillingEventRetried(String id, String type) implements DomainEvent {

    @Override
    public String resourceType() {
        return "billing_event";
    }

    @Override
    public String resourceId() {
        return id;
    }
}
