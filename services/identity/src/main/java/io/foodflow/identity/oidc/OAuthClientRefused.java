package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody sent a wrong secret for an application. */
public record OAuthClientRefused(UUID clientId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "oauth_client";
    }

    @Override
    public String resourceId() {
        return clientId.toString();
    }
}
