package io.foodflow.identity.signin;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user signed out: the session has ended. */
public record UserSignedOut(UUID sessionId, UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "session";
    }

    @Override
    public String resourceId() {
        return sessionId.toString();
    }
}
