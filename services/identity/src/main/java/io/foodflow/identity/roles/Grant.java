package io.foodflow.identity.roles;

import java.util.Set;
import java.util.stream.Stream;

/**
 * What a role was given: one permission, or with {@code *} all resources or all actions there are.
 *
 * <p>What belongs to the platform itself and not to a tenant, its keys, is covered by no {@code *}: it must be granted
 * by name.
 */
record Grant(String resource, String action) {

    private static final Set<String> RESOURCES_OF_THE_PLATFORM = Set.of("key");
    private static final String ANY = "*";

    /** Whether a holder of this grant has that permission. */
    boolean covers(String permission) {
        int colon = permission.indexOf(':');
        var wantedResource = permission.substring(0, colon);
        var wantedAction = permission.substring(colon + 1);
        if (resource.equals(ANY) && RESOURCES_OF_THE_PLATFORM.contains(wantedResource)) {
            return false;
        }
        return (resource.equals(ANY) || resource.equals(wantedResource))
                && (action.equals(ANY) || action.equals(wantedAction));
    }

    /** The permissions it stands for. One granted by name counts even if no operation asks for it yet. */
    Stream<String> permissions(Set<String> known) {
        return resource.equals(ANY) || action.equals(ANY)
                ? known.stream().filter(this::covers)
                : Stream.of(resource + ':' + action);
    }
}
