package io.foodflow.identity.roles;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.roles.RoleRepository.Holders;
import io.foodflow.identity.roles.RoleRepository.Stored;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.web.Versions;
import java.time.Clock;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The roles that the current tenant makes for itself. Whoever changes one must hold every permission that it grants,
 * before and after. A change acts on the next request of everybody who has the role. Making and changing one needs a
 * plan with custom roles (402 otherwise); the ones there are go on working, and can be deleted, under any. Thread-safe.
 *
 * <p>The last administrator needs no protection here: that one has a built-in role, which cannot be changed.
 */
final class CustomRoles {

    private final RoleRepository repository;
    private final Roles roles;
    private final GrantChanges grantChanges;
    private final Entitlements entitlements;
    private final UnitOfWork work;
    private final Clock clock;

    CustomRoles(
            RoleRepository repository,
            Roles roles,
            GrantChanges grantChanges,
            Entitlements entitlements,
            UnitOfWork work,
            Clock clock) {
        this.repository = repository;
        this.roles = roles;
        this.grantChanges = grantChanges;
        this.entitlements = entitlements;
        this.work = work;
        this.clock = clock;
    }

    /** Adds a role. The draft leaves nothing out. */
    RoleOutcome create(RoleDraft draft) {
        entitlements.require(Entitlements.CUSTOM_ROLES);
        var name = Objects.requireNonNull(draft.name());
        var permissions = Objects.requireNonNull(draft.permissions());
        return work.write(change -> {
            grantChanges.takeTurns();
            if (isTaken(name)) {
                return unchanged(change, new RoleOutcome.NameTaken(name));
            }
            var beyond = beyondCaller(permissions);
            if (beyond.isPresent()) {
                return unchanged(change, beyond.get());
            }
            var id = UuidCreator.getTimeOrderedEpoch();
            var title = Objects.requireNonNull(draft.title());
            repository.insert(id, name, title, Objects.requireNonNull(draft.description()), clock.instant());
            repository.replacePermissions(id, permissions);
            var created = current(id);
            change.record(RoleCreated.of(created), null, created);
            return new RoleOutcome.Saved(created);
        });
    }

    /**
     * Changes a role.
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    RoleOutcome update(UUID id, @Nullable String ifMatch, RoleDraft draft) {
        entitlements.require(Entitlements.CUSTOM_ROLES);
        return change(id, ifMatch, (before, change) -> {
            var name = draft.name();
            if (name != null && !name.equals(before.name()) && isTaken(name)) {
                return unchanged(change, new RoleOutcome.NameTaken(name));
            }
            var touched = new TreeSet<>(before.permissions());
            touched.addAll(draft.permissions() == null ? Set.of() : draft.permissions());
            var beyond = beyondCaller(touched);
            return beyond.isPresent() ? unchanged(change, beyond.get()) : save(before, draft, change);
        });
    }

    private RoleOutcome save(Role before, RoleDraft draft, Change change) {
        repository.update(before.id(), draft, clock.instant());
        if (draft.permissions() != null) {
            repository.replacePermissions(before.id(), draft.permissions());
        }
        var after = current(before.id());
        var holders = repository.holders(after.id());
        boolean grantsDiffer = !after.permissions().equals(before.permissions());
        if (grantsDiffer || !after.name().equals(before.name())) {
            grantChanges.changed(holders.all());
        }
        if (!after.name().equals(before.name())) {
            promise(before, after.name(), change);
        }
        change.record(RoleUpdated.of(after, holders.size()), before, after);
        return new RoleOutcome.Saved(after);
    }

    /**
     * Removes a role.
     *
     * @param replacement name of the role that its holders have from now on, at the same sites; needed only if it has any
     */
    RoleOutcome delete(UUID id, @Nullable String ifMatch, @Nullable String replacement) {
        return change(id, ifMatch, (before, change) -> {
            var by = replacement == null ? Optional.<Role>empty() : named(replacement);
            if (replacement != null && by.filter(role -> !role.id().equals(id)).isEmpty()) {
                return unchanged(change, new RoleOutcome.ReplacementUnknown(replacement));
            }
            var holders = repository.holders(id);
            boolean atRegistration = repository.isGivenAtRegistration(before.name());
            if (by.isEmpty() && (!holders.isEmpty() || atRegistration)) {
                return unchanged(change, new RoleOutcome.InUse(before.name(), holders.size(), atRegistration));
            }
            if (replacement != null
                    && SiteNames.holdsEverywhereOnly(replacement)
                    && repository.isHeldAtSites(id, before.name())) {
                return unchanged(change, new RoleOutcome.ReplacementEverywhere(replacement));
            }
            var touched = new TreeSet<>(before.permissions());
            by.ifPresent(role -> touched.addAll(role.permissions()));
            var beyond = beyondCaller(touched);
            return beyond.isPresent() ? unchanged(change, beyond.get()) : remove(before, by, holders, change);
        });
    }

    private RoleOutcome remove(Role before, Optional<Role> by, Holders holders, Change change) {
        by.filter(role -> !holders.isEmpty()).ifPresent(role -> {
            repository.replaceRole(before.id(), role.id(), clock.instant());
            grantChanges.changed(holders.all());
            holders.users()
                    .forEach(user -> change.record(new UserRoleReplaced(user, before.name(), role.name()), null, null));
            holders.serviceAccounts()
                    .forEach(account -> change.record(
                            new ServiceAccountRoleReplaced(account, before.name(), role.name()), null, null));
        });
        promise(before, by.map(Role::name).orElse(null), change);
        repository.delete(before.id());
        var replacedBy = holders.isEmpty() ? null : by.map(Role::name).orElse(null);
        change.record(new RoleDeleted(before.id(), before.name(), replacedBy, holders.size()), before, null);
        return new RoleOutcome.Removed(before.id());
    }

    /** Open invitations and the registration of newcomers name roles that are given later. */
    private void promise(Role before, @Nullable String by, Change change) {
        int invitations = repository.promise(before.name(), by, clock.instant());
        if (invitations > 0) {
            change.record(new PromisedRoleReplaced(before.id(), before.name(), by, invitations), null, null);
        }
    }

    /** A change of one role of the tenant's own, at the version that the caller means. */
    private RoleOutcome change(UUID id, @Nullable String ifMatch, RoleChange wanted) {
        return work.write(change -> {
            grantChanges.takeTurns();
            var found = repository.find(id).map(roles::resolved);
            if (found.isEmpty()) {
                return unchanged(change, new RoleOutcome.Absent(id));
            }
            var before = found.get();
            if (before.builtIn()) {
                return unchanged(change, new RoleOutcome.BuiltIn(before.name()));
            }
            Versions.requireMatch(ifMatch, before.version());
            return wanted.of(before, change);
        });
    }

    private Optional<RoleOutcome> beyondCaller(Collection<String> permissions) {
        var beyond = roles.notHeld(CallContext.current().actor(), permissions);
        return beyond.isEmpty() ? Optional.empty() : Optional.of(new RoleOutcome.BeyondCaller(beyond));
    }

    private boolean isTaken(String name) {
        return named(name).isPresent();
    }

    private Optional<Role> named(String name) {
        return repository.named(Set.of(name)).stream().findFirst().map(roles::resolved);
    }

    private Role current(UUID id) {
        Stored stored = repository.find(id).orElseThrow();
        return roles.resolved(stored);
    }

    private static RoleOutcome unchanged(Change change, RoleOutcome outcome) {
        change.nothing();
        return outcome;
    }

    private interface RoleChange {
        RoleOutcome of(Role before, Change change);
    }
}
