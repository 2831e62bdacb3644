package io.foodflow.identity.users;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Something that proves a user was set or changed without the person: it proves nothing until another administrator confirms it. */
public record ProofHeld(UUID userId, ProofHold.Cause cause) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
