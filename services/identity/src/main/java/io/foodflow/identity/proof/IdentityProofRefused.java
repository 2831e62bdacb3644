package io.foodflow.identity.proof;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Within a user's session somebody was to prove to be that user, and could not. */
public record IdentityProofRefused(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
