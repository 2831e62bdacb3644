package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** The tenant set up an identity provider. */
public record IdentityProviderAdded(UUID providerId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "identity_provider";
    }

    @Override
    public String resourceId() {
        return providerId.toString();
    }
}
