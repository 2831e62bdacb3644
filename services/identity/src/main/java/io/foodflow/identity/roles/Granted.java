package io.foodflow.identity.roles;

import io.foodflow.platform.context.SiteGrant;
import java.util.List;
import java.util.Set;

/**
 * What a user's roles amount to.
 *
 * @param rolesEverywhere names of those that hold everywhere
 * @param permissions what may be done everywhere
 * @param atSites what may be done at some sites only; none of it is among {@code permissions}
 * @param epoch when they were read, as {@link io.foodflow.platform.security.GrantChanges} counts
 */
public record Granted(Set<String> rolesEverywhere, List<String> permissions, List<SiteGrant> atSites, long epoch) {

    public Granted {
        rolesEverywhere = Set.copyOf(rolesEverywhere);
        permissions = List.copyOf(permissions);
        atSites = List.copyOf(atSites);
    }

    /** The roles as a token carries them: those that hold everywhere. */
    public Set<String> roleSet() {
        return rolesEverywhere;
    }

    /** The permissions as a token carries them. */
    public Set<String> permissionSet() {
        return Set.copyOf(permissions);
    }
}
