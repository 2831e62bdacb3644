package io.foodflow.identity.signin;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A session's refresh token was used, once, and has a successor. */
public record TokenRefreshed(UUID sessionId, UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "session";
    }

    @Override
    public String resourceId() {
        return sessionId.toString();
    }
}
