package io.foodflow.identity.roles;

import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import java.util.UUID;

/** A tenant made a role of its own. */
public record RoleCreated(UUID roleId, String name, List<String> permissions) implements DomainEvent {

    public RoleCreated {
        permissions = List.copyOf(permissions);
    }

    static RoleCreated of(Role role) {
        return new RoleCreated(role.id(), role.name(), role.permissions());
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
