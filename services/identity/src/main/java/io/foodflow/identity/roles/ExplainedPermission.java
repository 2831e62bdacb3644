package io.foodflow.identity.roles;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A permission that somebody has, and why.
 *
 * @param sites where it holds; null for everywhere
 * @param grantedBy the roles that give it, by name
 */
public record ExplainedPermission(
        String permission, @Nullable List<String> sites, List<Source> grantedBy) {

    public ExplainedPermission {
        sites = sites == null ? null : List.copyOf(sites);
        grantedBy = List.copyOf(grantedBy);
    }

    /**
     * A role that gives the permission.
     *
     * @param grant what the role was given that covers it: the permission itself, or with {@code *} more than that
     * @param wildcard whether it was given more than that one permission
     * @param sites where the holder has the role; null for everywhere
     */
    public record Source(
            UUID roleId,
            String role,
            String title,
            String grant,
            boolean wildcard,
            @Nullable List<String> sites) {

        public Source {
            sites = sites == null ? null : List.copyOf(sites);
        }
    }
}
