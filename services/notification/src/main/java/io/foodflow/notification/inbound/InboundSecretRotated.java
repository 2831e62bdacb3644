package io.foodflow.notification.inbound;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** Mails that a company's own mail system hands on are signed by another secret. */
public record InboundSecretRotated(TenantId tenantId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_inbound";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
