package io.foodflow.identity.signin;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A refresh token was used a second time: somebody has a copy. The session has ended. */
public record RefreshReuseDetected(UUID sessionId, UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "session";
    }

    @Override
    public String resourceId() {
        return sessionId.toString();
    }
}
