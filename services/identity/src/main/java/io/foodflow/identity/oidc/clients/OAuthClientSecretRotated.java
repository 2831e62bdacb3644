package io.foodflow.identity.oidc.clients;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An application of others was given another secret; the one before is refused from now on. */
public record OAuthClientSecretRotated(UUID clientId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "oauth_client";
    }

    @Override
    public String resourceId() {
        return clientId.toString();
    }
}
