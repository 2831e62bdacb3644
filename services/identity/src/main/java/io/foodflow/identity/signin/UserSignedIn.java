package io.foodflow.identity.signin;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user signed in: a session began. */
public record UserSignedIn(UUID sessionId, UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "session";
    }

    @Override
    public String resourceId() {
        return sessionId.toString();
    }
}
