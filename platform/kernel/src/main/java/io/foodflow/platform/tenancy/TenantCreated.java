package io.foodflow.platform.tenancy;

import io.foodflow.platform.changes.DomainEvent;

/** A tenant was provisioned: its role, its schema and its tables exist. */
public record TenantCreated(TenantId tenantId, String slug, String name, String plan) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
