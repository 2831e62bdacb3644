package io.foodflow.identity.roles;

import java.util.List;
import java.util.Set;

/**
 * What a user's roles amount to: their names and the permissions of all of them, both sorted.
 *
 * @param epoch when they were read, as {@link io.foodflow.platform.security.GrantChanges} counts
 */
public record Granted(List<String> roles, List<String> permissions, long epoch) {

    public Granted {
        roles = List.copyOf(roles);
        permissions = List.copyOf(permissions);
    }

    /** The roles as a token carries them. */
    public Set<String> roleSet() {
        return Set.copyOf(roles);
    }

    /** The permissions as a token carries them. */
    public Set<String> permissionSet() {
        return Set.copyOf(permissions);
    }
}
