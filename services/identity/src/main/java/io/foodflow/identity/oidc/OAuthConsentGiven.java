package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import java.util.UUID;

/** A user let an application learn of it and act for it. */
public record OAuthConsentGiven(UUID userId, UUID clientId, List<String> scopes) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
