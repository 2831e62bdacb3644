package io.foodflow.platform.context;

import java.util.Set;

/**
 * Permissions that hold at some sites only.
 *
 * @param permissions each as {@code resource:action}
 * @param sites canonical identifiers of places, at least one
 */
public record SiteGrant(Set<String> permissions, Set<String> sites) {

    public SiteGrant {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("sites must name at least one, was empty");
        }
        permissions = Set.copyOf(permissions);
        sites = Set.copyOf(sites);
    }
}
