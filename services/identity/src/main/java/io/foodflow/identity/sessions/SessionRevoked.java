package io.foodflow.identity.sessions;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A session was ended from another one: by its user, or by an administrator. */
public record SessionRevoked(UUID sessionId, UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "session";
    }

    @Override
    public String resourceId() {
        return sessionId.toString();
    }
}
