package io.foodflow.identity.roles;

import io.foodflow.identity.roles.RoleRepository.Stored;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** The roles of the current tenant and what they grant. Thread-safe. */
public final class Roles {

    private final RoleRepository repository;
    private final KnownPermissions known;
    private final UnitOfWork work;

    Roles(RoleRepository repository, KnownPermissions known, UnitOfWork work) {
        this.repository = repository;
        this.known = known;
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

    /** Those of these names that are roles. Runs in the caller's transaction. */
    public Set<String> known(Collection<String> names) {
        return repository.named(names).stream().map(Stored::name).collect(Collectors.toUnmodifiableSet());
    }

    /** What a user may do by all of its roles. Runs in the caller's transaction. */
    public Granted of(UUID user) {
        var roles = repository.ofUser(user);
        return new Granted(roles.stream().map(Stored::name).toList(), permissions(roles));
    }

    /**
     * The permissions of these roles that an actor does not hold itself, and so may neither give nor act upon: nobody
     * can raise himself by raising another. Runs in the caller's transaction.
     */
    public Set<String> beyond(Actor actor, Collection<String> roles) {
        var own = repository.named(actor.roles()).stream()
                .flatMap(role -> role.grants().stream())
                .toList();
        var beyond = new TreeSet<>(permissions(repository.named(roles)));
        beyond.removeIf(
                permission -> actor.may(permission) || own.stream().anyMatch(grant -> grant.covers(permission)));
        return beyond;
    }

    /** What these roles grant. Runs in the caller's transaction. */
    public Set<String> permissionsOf(Collection<String> roles) {
        return Set.copyOf(permissions(repository.named(roles)));
    }

    private Role resolved(Stored role) {
        return new Role(
                role.id(),
                role.name(),
                role.description(),
                role.builtIn(),
                permissions(List.of(role)),
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
