package io.foodflow.identity.reviews;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A role was taken from a user or a service account, as a review decided. */
public record AccessRevoked(String holderKind, UUID holderId, String role, UUID review) implements DomainEvent {

    @Override
    public String resourceType() {
        return holderKind;
    }

    @Override
    public String resourceId() {
        return holderId.toString();
    }
}
