package io.foodflow.identity.oidc.clients;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An application of others was registered. */
public record OAuthClientRegistered(UUID clientId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "oauth_client";
    }

    @Override
    public String resourceId() {
        return clientId.toString();
    }
}
