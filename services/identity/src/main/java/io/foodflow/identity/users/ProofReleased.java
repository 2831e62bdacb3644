package io.foodflow.identity.users;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user set a password of its own by a mailed link: its proof counts again. */
public record ProofReleased(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
