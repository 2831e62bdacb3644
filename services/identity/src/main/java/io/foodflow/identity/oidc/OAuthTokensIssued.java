package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An application was given tokens, for a user or, by client credentials, for itself. */
public record OAuthTokensIssued(UUID clientId, String grantType) implements DomainEvent {

    @Override
    public String resourceType() {
        return "oauth_client";
    }

    @Override
    public String resourceId() {
        return clientId.toString();
    }
}
