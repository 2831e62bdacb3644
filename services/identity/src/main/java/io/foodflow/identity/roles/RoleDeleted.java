package io.foodflow.identity.roles;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role was removed.
 *
 * @param replacedBy name of the role that its users have instead, null if nobody had it
 * @param users how many had it
 */
public record RoleDeleted(
        UUID roleId, String name, @Nullable String replacedBy, int users) implements DomainEvent {

    @Override
    public String resourceType() {
        return "role";
    }

    @Override
    public String resourceId() {
        return roleId.toString();
    }

    @Override
    public boolean canBeHeld() {
        return false;
    }
}
