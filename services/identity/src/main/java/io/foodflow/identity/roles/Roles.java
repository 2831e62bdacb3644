package io.foodflow.identity.roles;

import io.foodflow.identity.roles.RoleRepository.Stored;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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

    private Granted granted(Supplier<List<Stored>> read) {
        // First the epoch: should another transaction commit between the two, the permissions count as older than they
        // are.
        long epoch = grantChanges.epoch();
        var roles = read.get();
        return new Granted(roles.stream().map(Stored::name).toList(), permissions(roles), epoch);
    }

    /** What a user may do, by permission, and which of its roles is why. Runs in the caller's transaction. */
    public List<ExplainedPermission> explain(UUID user) {
        var all = known.all();
        var sources = new TreeMap<String, List<ExplainedPermission.Source>>();
        for (var role : repository.ofUser(user)) {
            for (var grant : role.grants()) {
                var source = new ExplainedPermission.Source(
                        role.id(), role.name(), role.title(), grant.toString(), grant.wildcard());
                grant.permissions(all)
                        .forEach(permission -> sources.computeIfAbsent(permission, missing -> new ArrayList<>())
                                .add(source));
            }
        }
        return sources.entrySet().stream()
                .map(entry -> new ExplainedPermission(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The permissions of these roles that an actor does not hold itself, and so may neither give nor act upon: nobody
     * can raise himself by raising another. Runs in the caller's transaction.
     */
    public Set<String> beyond(Actor actor, Collection<String> roles) {
        return notHeld(actor, permissions(repository.named(roles)));
    }

    /** Those of these permissions that an actor does not hold itself. Runs in the caller's transaction. */
    Set<String> notHeld(Actor actor, Collection<String> permissions) {
        var own = repository.named(actor.roles()).stream()
                .flatMap(role -> role.grants().stream())
                .toList();
        var notHeld = new TreeSet<>(permissions);
        notHeld.removeIf(
                permission -> actor.may(permission) || own.stream().anyMatch(grant -> grant.covers(permission)));
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
