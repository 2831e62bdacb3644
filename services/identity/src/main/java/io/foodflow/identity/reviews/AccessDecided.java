package io.foodflow.identity.reviews;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Whether somebody keeps a role was decided. */
public record AccessDecided(UUID id, UUID item, UUID holderId, String role, String decision) implements DomainEvent {

    @Override
    public String resourceType() {
        return "access_review";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
