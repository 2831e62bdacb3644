package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An application gave tokens back. */
public record OAuthTokenRevoked(UUID clientId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "oauth_client";
    }

    @Override
    public String resourceId() {
        return clientId.toString();
    }
}
