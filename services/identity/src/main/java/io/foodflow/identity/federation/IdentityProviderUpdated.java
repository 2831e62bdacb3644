package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An identity provider is set up in another way. */
public record IdentityProviderUpdated(UUID providerId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "identity_provider";
    }

    @Override
    public String resourceId() {
        return providerId.toString();
    }
}
