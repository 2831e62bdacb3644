package io.foodflow.identity.recovery;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user asked for a link to prove its address. */
public record EmailVerificationAsked(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
