package io.foodflow.platform.tenancy;

import io.foodflow.platform.changes.DomainEvent;

/** A tenant's schema, role, sign-ins and files are gone for good. */
public record TenantErased(TenantId tenantId, String slug) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
