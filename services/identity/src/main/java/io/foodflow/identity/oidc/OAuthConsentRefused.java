package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user did not let an application learn of it. */
public record OAuthConsentRefused(UUID userId, UUID clientId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
