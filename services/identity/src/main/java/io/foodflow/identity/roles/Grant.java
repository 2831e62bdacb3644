package io.foodflow.identity.roles;

import java.util.Set;
import java.util.stream.Stream;

/**
 * What a role was given: one permission, or with {@code *} all resources or all actions there are.
 *
 * <p>What belongs to the platform itself and not to a tenant, its keys, metrics and tenants, is covered by no {@code *}: it must be granted
 * by name.
 */
record Grant(String resource, String action) {

    private static final Set<String> RESOURCES_OF_THE_PLATFORM = Set.of("key", "metrics", "platform_tenant");
    private static final String ANY = "*";

    /** Reads {@code resource:action}. */
    static Grant parse(String text) {
        int colon = text.indexOf(':');
        return new Grant(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Whether it concerns the platform itself, so that no role of a tenant's own may have it. */
    boolean ofThePlatform() {
        return RESOURCES_OF_THE_PLATFORM.contains(resource);
    }

    /** Whether it stands for more than one permission, those of later versions among them. */
    boolean wildcard() {
        return resource.equals(ANY) || action.equals(ANY);
    }

    /** Whether a holder of this grant has that permission. */
    boolean covers(String permission) {
        var wanted = parse(permission);
        if (resource.equals(ANY) && wanted.ofThePlatform()) {
            return false;
        }
        return (resource.equals(ANY) || resource.equals(wanted.resource()))
                && (action.equals(ANY) || action.equals(wanted.action()));
    }

    /** The permissions it stands for. One granted by name counts even if no operation asks for it yet. */
    Stream<String> permissions(Set<String> known) {
        return wildcard() ? known.stream().filter(this::covers) : Stream.of(toString());
    }

    /** As {@code resource:action}. */
    @Override
    public String toString() {
        return resource + ':' + action;
    }
}
