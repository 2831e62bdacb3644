package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.roles.Assignments;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user is to become. Password, roles and status stay as they are where they are null.
 *
 * @param roleSites sites by role, where it does not hold everywhere; null if the roles that the user has now keep theirs
 */
record UserChange(
        EmailAddress email,
        String firstName,
        String lastName,
        @Nullable String password,
        @Nullable Set<String> roles,
        @Nullable Map<String, Set<String>> roleSites,
        UserView.@Nullable Status status) {

    UserChange {
        roles = roles == null ? null : Set.copyOf(roles);
        roleSites = roleSites == null ? null : Map.copyOf(roleSites);
    }

    /** What of roles the user is to have, who has been like {@code before}; null if they stay as they are. */
    @Nullable
    Assignments assignments(UserView before) {
        return roles == null ? null : Assignments.of(roles, roleSites == null ? before.roleSites() : roleSites);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "UserChange[%s, roles %s, %s]".formatted(email, roles, status);
    }
}
