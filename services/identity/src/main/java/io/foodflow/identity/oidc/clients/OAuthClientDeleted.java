package io.foodflow.identity.oidc.clients;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An application of others was removed, and with it all that it was let do. */
public record OAuthClientDeleted(UUID clientId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "oauth_client";
    }

    @Override
    public String resourceId() {
        return clientId.toString();
    }

    @Override
    public boolean canBeHeld() {
        return false;
    }
}
