package io.foodflow.identity.roles;

import io.foodflow.identity.roles.RoleRepository.Held;
import io.foodflow.identity.roles.RoleRepository.Stored;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.Scope;
import io.foodflow.platform.context.SiteGrant;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The roles of the current tenant and what they grant. Thread-safe. */
public final class Roles {

    private final RoleRepository repository;
    private final KnownPermissions known;
    private final GrantChanges grantChanges;
    private final UnitOfWork work;

    Roles(RoleRepository repository, KnownPermissions known, GrantChanges grantChanges, UnitOfWork work) {
        this.repository = repository;
        this.known = known;
        this.grantChanges = grantChanges;
        this.work = work;
    }

    /** The role with that id. */
    public Optional<Role> find(UUID id) {
        return work.read(() -> repository.find(id)).map(this::resolved);
    }

    /** The roles, by name. */
    public Page<Role> list(PageRequest request) {
        var rows = work.read(() -> repository.list(request.after().orElse(""), request.fetch()));
        return Page.of(rows, request, row -> Cursor.after(row.name())).map(this::resolved);
    }

    /** The names of all roles. */
    public Set<String> names() {
        return work.read(repository::names);
    }

    /** Makes the running transaction and others that change or hand out roles take turns; to be called first. */
    public void takeTurns() {
        grantChanges.takeTurns();
    }

    /** Those of these names that are roles. Runs in the caller's transaction. */
    public Set<String> known(Collection<String> names) {
        return repository.named(names).stream().map(Stored::name).collect(Collectors.toUnmodifiableSet());
    }

    /** What a user may do by all of its roles. Runs in the caller's transaction. */
    public Granted of(UUID user) {
        return granted(() -> repository.ofUser(user));
    }

    /** What a service account may do by all of its roles. Runs in the caller's transaction. */
    public Granted ofServiceAccount(UUID account) {
        return granted(() -> repository.ofServiceAccount(account));
    }

    private Granted granted(Supplier<List<Held>> read) {
        // First the epoch: should another transaction commit between the two, the permissions count as older than they
        // are.
        long epoch = grantChanges.epoch();
        var held = read.get();
        var everywhere = held.stream()
                .filter(one -> one.sites().isEmpty())
                .map(Held::role)
                .toList();
        var permissions = permissions(everywhere);
        return new Granted(
                everywhere.stream().map(Stored::name).collect(Collectors.toSet()),
                permissions,
                atSites(held, Set.copyOf(permissions)),
                epoch);
    }

    /** What holds at some sites only: by permission the union of the sites of the roles that give it. */
    private List<SiteGrant> atSites(List<Held> held, Set<String> everywhere) {
        var sites = new TreeMap<String, Set<String>>();
        for (var one : held) {
            if (!one.sites().isEmpty()) {
                for (var permission : permissions(List.of(one.role()))) {
                    if (!everywhere.contains(permission)) {
                        sites.computeIfAbsent(permission, missing -> new TreeSet<>())
                                .addAll(one.sites());
                    }
                }
            }
        }
        return sites.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toSet())))
                .entrySet()
                .stream()
                .map(grant -> new SiteGrant(grant.getValue(), grant.getKey()))
                .toList();
    }

    /** What a user may do, by permission, where, and which of its roles is why. Runs in the caller's transaction. */
    public List<ExplainedPermission> explain(UUID user) {
        var sources = sources(user);
        return sources.entrySet().stream()
                .map(entry -> new ExplainedPermission(entry.getKey(), sites(entry.getValue()), entry.getValue()))
                .toList();
    }

    /**
     * Whether a user may do something, and why or why not. Runs in the caller's transaction.
     *
     * @param permission as {@code resource:action}
     * @param site a place in any form; null for anywhere
     */
    public Explanation explain(UUID user, @Nullable String permission, @Nullable String site) {
        var fields = new Fields();
        var asked = Objects.requireNonNullElse(permission, "");
        var sources = sources(user);
        if (!known.all().contains(asked) && !sources.containsKey(asked)) {
            fields.add(
                    "permission",
                    "known-permission",
                    "permission must be one that GET /permissions lists, was '%s'".formatted(Fields.quoted(asked)));
        }
        var place = site == null ? null : SiteNames.site("site", site, fields).orElse(null);
        fields.check();
        var all = sources.getOrDefault(asked, List.of());
        var here = all.stream().filter(source -> holds(source, place)).toList();
        var elsewhere = all.stream().filter(source -> !holds(source, place)).toList();
        var sites = sites(all);
        return new Explanation(
                asked,
                place,
                !here.isEmpty(),
                !all.isEmpty() && sites == null,
                sites == null ? List.of() : sites,
                because(here, elsewhere, place),
                here,
                elsewhere);
    }

    private static String because(
            List<ExplainedPermission.Source> here, List<ExplainedPermission.Source> elsewhere, @Nullable String place) {
        if (!here.isEmpty()) {
            var source = here.getFirst();
            return "the role '%s' gives it %s"
                    .formatted(source.role(), source.sites() == null ? "everywhere" : "at " + source.sites());
        }
        if (!elsewhere.isEmpty()) {
            var source = elsewhere.getFirst();
            return "the role '%s' gives it, but only at %s, which %s is not part of"
                    .formatted(source.role(), source.sites(), place);
        }
        return "none of the user's roles gives it";
    }

    private static boolean holds(ExplainedPermission.Source source, @Nullable String place) {
        var sites = source.sites();
        return sites == null || place == null || new Scope.Sites(Set.copyOf(sites)).covers(place);
    }

    private static @Nullable List<String> sites(List<ExplainedPermission.Source> sources) {
        var all = new TreeSet<String>();
        for (var source : sources) {
            if (source.sites() == null) {
                return null;
            }
            all.addAll(source.sites());
        }
        return List.copyOf(all);
    }

    private Map<String, List<ExplainedPermission.Source>> sources(UUID user) {
        var all = known.all();
        var sources = new TreeMap<String, List<ExplainedPermission.Source>>();
        for (var held : repository.ofUser(user)) {
            var role = held.role();
            var sites = held.sites().isEmpty()
                    ? null
                    : held.sites().stream().sorted().toList();
            for (var grant : role.grants()) {
                var source = new ExplainedPermission.Source(
                        role.id(), role.name(), role.title(), grant.toString(), grant.wildcard(), sites);
                grant.permissions(all)
                        .forEach(permission -> sources.computeIfAbsent(permission, missing -> new ArrayList<>())
                                .add(source));
            }
        }
        return sources;
    }

    /**
     * The permissions of these roles that an actor does not hold itself, there, and so may neither give nor act upon:
     * nobody can raise himself by raising another, nor reach further than he does. Runs in the caller's transaction.
     */
    public Set<String> beyond(Actor actor, Assignments assignments) {
        var beyond = new TreeSet<String>();
        for (var role : repository.named(assignments.roles())) {
            beyond.addAll(notHeld(actor, permissions(List.of(role)), assignments.sitesOf(role.name())));
        }
        return beyond;
    }

    /** As {@link #beyond(Actor, Assignments)}, of roles that hold, or are to hold, everywhere. */
    public Set<String> beyond(Actor actor, Collection<String> roles) {
        return beyond(actor, Assignments.everywhere(roles));
    }

    /** Those of these permissions that an actor does not hold itself everywhere. Runs in the caller's transaction. */
    Set<String> notHeld(Actor actor, Collection<String> permissions) {
        return notHeld(actor, permissions, Set.of());
    }

    private Set<String> notHeld(Actor actor, Collection<String> permissions, Set<String> sites) {
        var own = repository.named(actor.roles()).stream()
                .flatMap(role -> role.grants().stream())
                .toList();
        var notHeld = new TreeSet<>(permissions);
        notHeld.removeIf(permission -> actor.may(permission)
                || own.stream().anyMatch(grant -> grant.covers(permission))
                || (!sites.isEmpty() && actor.scope(permission) instanceof Scope.Sites held && held.coversAll(sites)));
        return notHeld;
    }

    /** The role with its permissions, each by name. */
    Role resolved(Stored role) {
        return new Role(
                role.id(),
                role.name(),
                role.title(),
                role.description(),
                role.builtIn(),
                permissions(List.of(role)),
                role.version(),
                role.createdAt(),
                role.updatedAt());
    }

    private List<String> permissions(List<Stored> roles) {
        var all = known.all();
        return roles.stream()
                .flatMap(role -> role.grants().stream())
                .flatMap(grant -> grant.permissions(all))
                .distinct()
                .sorted()
                .toList();
    }
}
