package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user signed out, or was signed out, at the identity provider that a session came from: it has ended. */
public record FederatedSessionEnded(UUID userId, UUID sessionId, UUID providerId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
