package io.foodflow.identity.roles;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user has another role in place of one that was removed. */
public record UserRoleReplaced(UUID userId, String role, String replacedBy) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
