package io.foodflow.platform.context;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts.
 *
 * @param id the user's or service account's id, absent for the platform itself and its services
 * @param name e-mail of a user, name of a service or of a part of the platform
 * @param permissions what the actor may do, each as {@code resource:action}
 * @param session the sign-in session, or the key of a service account; absent for services and the platform
 */
public record Actor(
        Kind kind,
        @Nullable UUID id,
        String name,
        Set<String> roles,
        Set<String> permissions,
        @Nullable String session) {

    public Actor {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /** A part of the platform that acts on its own behalf: the relay, a job, the start. It is asked for no permission. */
    public static Actor platform(String part) {
        return new Actor(Kind.PLATFORM, null, part, Set.of(), Set.of(), null);
    }

    /** Someone who has not signed in. */
    public static Actor anonymous() {
        return new Actor(Kind.ANONYMOUS, null, "anonymous", Set.of(), Set.of(), null);
    }

    /** Whether this actor holds a permission such as {@code node:read}. */
    public boolean may(String permission) {
        return kind == Kind.PLATFORM || permissions.contains(permission);
    }

    /** What logs call this actor: the id of a user, the name of anything else. No personal data. */
    public String label() {
        return id == null ? name : id.toString();
    }

    /** What sort of actor it is. */
    public enum Kind {
        USER,
        SERVICE,
        PLATFORM,
        ANONYMOUS
    }
}
