package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user let an application do no more what it was let do: what it had of that is refused from then on. */
public record OAuthConsentWithdrawn(UUID userId, UUID clientId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
