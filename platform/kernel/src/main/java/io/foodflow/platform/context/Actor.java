package io.foodflow.platform.context;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts.
 *
 * @param id the user's or service account's id, absent for the platform itself and its services
 * @param name e-mail of a user, name of a service or of a part of the platform
 * @param roles those that hold everywhere
 * @param permissions what the actor may do everywhere, each as {@code resource:action}
 * @param atSites what the actor may do at some sites only
 * @param session the sign-in session, the key of a service account, or the link of an auditor; absent for services and the
 *     platform
 * @param reach what an auditor from outside may read; there for every such one, and for nobody else
 */
public record Actor(
        Kind kind,
        @Nullable UUID id,
        String name,
        Set<String> roles,
        Set<String> permissions,
        List<SiteGrant> atSites,
        @Nullable String session,
        @Nullable Reach reach) {

    public Actor {
        if ((kind == Kind.AUDITOR) != (reach != null)) {
            throw new IllegalArgumentException("an auditor from outside, and nobody else, must have a reach");
        }
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
        atSites = List.copyOf(atSites);
    }

    /** An actor who is no auditor from outside. */
    public Actor(
            Kind kind,
            @Nullable UUID id,
            String name,
            Set<String> roles,
            Set<String> permissions,
            List<SiteGrant> atSites,
            @Nullable String session) {
        this(kind, id, name, roles, permissions, atSites, session, null);
    }

    /** An actor whose permissions all hold everywhere. */
    public Actor(
            Kind kind,
            @Nullable UUID id,
            String name,
            Set<String> roles,
            Set<String> permissions,
            @Nullable String session) {
        this(kind, id, name, roles, permissions, List.of(), session, null);
    }

    /** A part of the platform that acts on its own behalf: the relay, a job, the start. It is asked for no permission. */
    public static Actor platform(String part) {
        return new Actor(Kind.PLATFORM, null, part, Set.of(), Set.of(), null);
    }

    /** Someone who has not signed in. */
    public static Actor anonymous() {
        return new Actor(Kind.ANONYMOUS, null, "anonymous", Set.of(), Set.of(), null);
    }

    /** Whether this actor holds a permission such as {@code node:read} everywhere. */
    public boolean may(String permission) {
        return kind == Kind.PLATFORM || permissions.contains(permission);
    }

    /** Where this actor holds a permission: everywhere wins, else the union of the sites of all that gives it. */
    public Scope scope(String permission) {
        if (may(permission)) {
            return new Scope.Everywhere();
        }
        var sites = new HashSet<String>();
        for (var grant : atSites) {
            if (grant.permissions().contains(permission)) {
                sites.addAll(grant.sites());
            }
        }
        return sites.isEmpty() ? new Scope.Nowhere() : new Scope.Sites(sites);
    }

    /** What logs call this actor: the id of a user, the name of anything else. No personal data. */
    public String label() {
        return id == null ? name : id.toString();
    }

    /** What sort of actor it is. */
    public enum Kind {
        USER,
        SERVICE,
        /** Somebody from outside who came by a link, and may read what that says, for as long as it lasts. */
        AUDITOR,
        PLATFORM,
        ANONYMOUS
    }
}
