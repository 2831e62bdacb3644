package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An e-mail domain is proved to be the tenant's: its people are led to that identity provider. */
public record EmailDomainVerified(UUID providerId, String domain, EmailDomain.VerifiedBy by) implements DomainEvent {

    @Override
    public String resourceType() {
        return "identity_provider";
    }

    @Override
    public String resourceId() {
        return providerId.toString();
    }
}
