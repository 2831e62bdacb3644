package io.foodflow.identity.users;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user was removed from the tenant. */
public record UserDeleted(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
