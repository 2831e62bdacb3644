package io.foodflow.tenant.tenants;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;
import java.util.UUID;

/** Somebody who runs the platform had an administrator of a tenant invited. Kept in the trail of the one who asked. */
record AdministratorInvited(TenantId tenantId, UUID invitation) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
