package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A code or a refresh token was used a second time, so somebody has a copy: what it gave is revoked. */
public record OAuthTokenReused(UUID clientId, UUID authorizationId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "oauth_client";
    }

    @Override
    public String resourceId() {
        return clientId.toString();
    }
}
