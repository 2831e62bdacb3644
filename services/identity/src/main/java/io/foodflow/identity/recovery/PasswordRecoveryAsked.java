package io.foodflow.identity.recovery;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody asked for a link to set this user's password anew. */
public record PasswordRecoveryAsked(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
