package io.foodflow.identity.roles;

import java.util.List;
import java.util.UUID;

/**
 * A permission that somebody has, and why.
 *
 * @param grantedBy the roles that give it, by name
 */
public record ExplainedPermission(String permission, List<Source> grantedBy) {

    public ExplainedPermission {
        grantedBy = List.copyOf(grantedBy);
    }

    /**
     * A role that gives the permission.
     *
     * @param grant what the role was given that covers it: the permission itself, or with {@code *} more than that
     * @param wildcard whether it was given more than that one permission
     */
    public record Source(UUID roleId, String role, String title, String grant, boolean wildcard) {}
}
