package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.DomainEvent;

/** The payment provider's account whose customers our tenants are is this one from now on. */
record ProviderAccountSet(String accountId, boolean live) implements DomainEvent {

    @Override
    public String resourceType() {
        return "billing_account";
    }

    @Override
    public String resourceId() {
        return accountId;
    }
}
