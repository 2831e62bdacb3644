package io.foodflow.tenant.onboarding;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** The mail server took a message that somebody of the tenant had sent to himself. */
record TestMailDelivered(TenantId tenantId) implements DomainEvent {

    static final String RESOURCE = "tenant_mail";

    @Override
    public String resourceType() {
        return RESOURCE;
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
