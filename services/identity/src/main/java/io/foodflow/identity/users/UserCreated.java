package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A user was added to the tenant. */
public record UserCreated(UUID userId, String email, List<String> roles, Map<String, List<String>> roleSites)
        implements DomainEvent {

    public UserCreated {
        roles = List.copyOf(roles);
        roleSites = Map.copyOf(roleSites);
    }

    static UserCreated of(UserView user) {
        return new UserCreated(user.id(), user.email(), user.roles(), user.roleSites());
    }

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
