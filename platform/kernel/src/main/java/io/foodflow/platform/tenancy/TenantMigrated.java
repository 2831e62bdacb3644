package io.foodflow.platform.tenancy;

import io.foodflow.platform.changes.DomainEvent;

/** A tenant's tables were brought to another version. */
public record TenantMigrated(TenantId tenantId, String schemaState) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
