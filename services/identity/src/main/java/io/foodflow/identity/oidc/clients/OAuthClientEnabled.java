package io.foodflow.identity.oidc.clients;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An application of others was switched on again. */
public record OAuthClientEnabled(UUID clientId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "oauth_client";
    }

    @Override
    public String resourceId() {
        return clientId.toString();
    }
}
