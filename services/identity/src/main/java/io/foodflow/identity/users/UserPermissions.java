package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.roles.ExplainedPermission;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a user may do, and why.
 *
 * @param status a disabled user has permissions, but no way in to use them
 * @param roleSites the sites of those roles that do not hold everywhere
 * @param permissions by name, each with the roles that give it
 */
record UserPermissions(
        UUID userId,
        String email,
        UserView.Status status,
        List<String> roles,
        Map<String, List<String>> roleSites,
        List<ExplainedPermission> permissions) {

    UserPermissions {
        roles = List.copyOf(roles);
        roleSites = Map.copyOf(roleSites);
        permissions = List.copyOf(permissions);
    }

    static UserPermissions of(UserView user, List<ExplainedPermission> permissions) {
        return new UserPermissions(user.id(), user.email(), user.status(), user.roles(), user.roleSites(), permissions);
    }
}
