package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A user was changed, and is now like this.
 *
 * @param passwordChanged whether the password was replaced
 */
public record UserUpdated(
        UUID userId,
        String email,
        List<String> roles,
        Map<String, List<String>> roleSites,
        UserView.Status status,
        boolean passwordChanged)
        implements DomainEvent {

    public UserUpdated {
        roles = List.copyOf(roles);
        roleSites = Map.copyOf(roleSites);
    }

    static UserUpdated of(UserView user, boolean passwordChanged) {
        return new UserUpdated(user.id(), user.email(), user.roles(), user.roleSites(), user.status(), passwordChanged);
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
