package io.foodflow.identity.roles;

import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import java.util.UUID;

/**
 * A role was changed, and is now like this.
 *
 * @param users how many have it
 */
public record RoleUpdated(UUID roleId, String name, List<String> permissions, int users) implements DomainEvent {

    public RoleUpdated {
        permissions = List.copyOf(permissions);
    }

    static RoleUpdated of(Role role, int users) {
        return new RoleUpdated(role.id(), role.name(), role.permissions(), users);
    }

    @Override
    public String resourceType() {
        return "role";
    }

    @Override
    public String resourceId() {
        return roleId.toString();
    }
}
