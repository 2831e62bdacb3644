package io.foodflow.audit.signing;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody may sign again, as far as the roles allow it. */
public record SignatureRightRestored(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "signing_withdrawal";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }

    @Override
    public boolean canBeHeld() {
        return false;
    }
}
