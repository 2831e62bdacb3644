package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An identity provider is gone, and who signed in by it is no longer known by it. */
public record IdentityProviderRemoved(UUID providerId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "identity_provider";
    }

    @Override
    public String resourceId() {
        return providerId.toString();
    }

    @Override
    public boolean canBeHeld() {
        return false;
    }
}
