package io.foodflow.identity.users;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.Explanation;
import io.foodflow.identity.roles.Role;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.sessions.EndReason;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.users.ProofHold.Cause;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Versions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * The people of the current tenant. Whoever changes a user must hold every permission that the user has, before and
 * after: a password or a role given away is a permission given away. Thread-safe.
 */
public final class Users {

    private final UserRepository repository;
    private final Roles roles;
    private final GrantChanges grantChanges;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Entitlements entitlements;
    private final ProofHolds holds;
    private final UnitOfWork work;
    private final Clock clock;

    Users(
            UserRepository repository,
            Roles roles,
            GrantChanges grantChanges,
            Sessions sessions,
            Passwords passwords,
            Entitlements entitlements,
            ProofHolds holds,
            UnitOfWork work,
            Clock clock) {
        this.repository = repository;
        this.roles = roles;
        this.grantChanges = grantChanges;
        this.sessions = sessions;
        this.passwords = passwords;
        this.entitlements = entitlements;
        this.holds = holds;
        this.work = work;
        this.clock = clock;
    }

    /** The user with that id. */
    public Optional<UserView> find(UUID id) {
        return work.read(() -> repository.find(id));
    }

    /** Whether somebody has that address. */
    public boolean has(EmailAddress email) {
        return work.read(() -> repository.idOf(email)).isPresent();
    }

    /** What it takes to let the user with that address in. */
    public Optional<Credentials> credentials(EmailAddress email) {
        return work.read(() -> repository.credentials(email));
    }

    /** The same, by id, and as it stays until the caller's transaction ends. */
    public Optional<Credentials> credentialsHeld(UUID user) {
        return repository.credentialsHeld(user);
    }

    /** What the user with that id may do, and which of its roles is why. */
    Optional<UserPermissions> permissions(UUID id) {
        return work.readSnapshot(() -> repository.find(id).map(user -> UserPermissions.of(user, roles.explain(id))));
    }

    /**
     * Whether the user with that id may do something, and why or why not.
     *
     * @param permission as {@code resource:action}
     * @param site where; null for anywhere
     */
    Optional<Explanation> explain(UUID id, @Nullable String permission, @Nullable String site) {
        return work.readSnapshot(() -> repository.find(id).map(user -> roles.explain(id, permission, site)));
    }

    /** Users that the filter shows, by e-mail address. */
    Page<UserView> list(UserFilter filter, PageRequest request) {
        var rows = work.read(() -> repository.list(filter, request.after().orElse(""), request.fetch()));
        return Page.of(rows, request, user -> Cursor.after(user.email()));
    }

    /** Adds a user, unless the plan has no room for one more (402). Takes as long as hashing a password does. */
    public UserOutcome create(NewUser wanted) {
        var hash = passwords.hash(wanted.password());
        try {
            return work.write(change -> create(wanted, hash, change));
        } catch (DuplicateKeyException e) {
            return new UserOutcome.EmailTaken(wanted.email());
        }
    }

    private UserOutcome create(NewUser wanted, String hash, Change change) {
        grantChanges.takeTurns();
        if (repository.idOf(wanted.email()).isPresent()) {
            return unchanged(change, new UserOutcome.EmailTaken(wanted.email()));
        }
        var refused = refusal(wanted.roles().roles(), List.of(wanted.roles()));
        if (refused.isPresent()) {
            return unchanged(change, refused.get());
        }
        entitlements.takeTurns(Metric.USERS);
        entitlements.admit(Metric.USERS, repository.count(), 1);
        var id = UuidCreator.getTimeOrderedEpoch();
        repository.insert(id, wanted, hash, clock.instant());
        repository.replaceRoles(id, wanted.roles());
        repository.enterIntoDirectory(id, wanted.email());
        var created = repository.find(id).orElseThrow();
        change.record(UserCreated.of(created), null, created);
        holds.hold(id, Cause.ACCOUNT, change);
        return new UserOutcome.Saved(created);
    }

    /**
     * Changes a user. Other roles act on the user's next request. A new password or address proves nothing until it is confirmed. A new password or a disabled status ends the user's sessions at once (but not the one it was
     * changed from).
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    UserOutcome update(UUID id, @Nullable String ifMatch, UserChange wanted) {
        var hash = wanted.password() == null ? null : passwords.hash(wanted.password());
        try {
            return work.write(change -> update(id, ifMatch, wanted, hash, change));
        } catch (DuplicateKeyException e) {
            return new UserOutcome.EmailTaken(wanted.email());
        }
    }

    private UserOutcome update(
            UUID id, @Nullable String ifMatch, UserChange wanted, @Nullable String hash, Change change) {
        if (wanted.roles() != null) {
            grantChanges.takeTurns();
        }
        var found = repository.findForChange(id);
        if (found.isEmpty()) {
            return unchanged(change, new UserOutcome.Absent(id));
        }
        var before = found.get();
        Versions.requireMatch(ifMatch, before.version());
        var given = wanted.assignments(before);
        var refused = refusal(before, wanted, given);
        if (refused.isPresent()) {
            return unchanged(change, refused.get());
        }
        repository.update(id, wanted, hash, clock.instant());
        if (given != null) {
            repository.replaceRoles(id, given);
        }
        repository.enterIntoDirectory(id, wanted.email());
        var after = repository.find(id).orElseThrow();
        if (!assigned(after).equals(assigned(before))) {
            grantChanges.changed(Set.of(id));
        }
        endSessions(before, after, hash != null);
        change.record(UserUpdated.of(after, hash != null), before, after);
        if (hash != null) {
            holds.hold(id, Cause.PASSWORD, change);
        }
        if (!after.email().equals(before.email())) {
            holds.hold(id, Cause.EMAIL, change);
        }
        return new UserOutcome.Saved(after);
    }

    /** Removes a user and its sessions. What it did stays in the audit trail. */
    UserOutcome delete(UUID id, @Nullable String ifMatch) {
        return work.write(change -> {
            grantChanges.takeTurns();
            var found = repository.findForChange(id);
            if (found.isEmpty()) {
                return unchanged(change, new UserOutcome.Absent(id));
            }
            var before = found.get();
            Versions.requireMatch(ifMatch, before.version());
            var refused = refusal(Set.of(), List.of(assigned(before))).or(() -> lastAdministrator(before));
            if (refused.isPresent()) {
                return unchanged(change, refused.get());
            }
            sessions.endAll(id, null, EndReason.USER_DELETED);
            repository.leaveDirectory(id);
            repository.delete(id);
            change.record(new UserDeleted(id), before, null);
            return new UserOutcome.Removed(id);
        });
    }

    private Optional<UserOutcome> refusal(UserView before, UserChange wanted, @Nullable Assignments given) {
        var holder = repository.idOf(wanted.email());
        if (holder.isPresent() && !holder.get().equals(before.id())) {
            return Optional.of(new UserOutcome.EmailTaken(wanted.email()));
        }
        var touched = given == null ? List.of(assigned(before)) : List.of(assigned(before), given);
        boolean staysAdministrator =
                (given == null || given.isEverywhere(Role.TENANT_ADMIN)) && wanted.status() != UserView.Status.DISABLED;
        return refusal(given == null ? Set.of() : given.roles(), touched)
                .or(() -> staysAdministrator ? Optional.empty() : lastAdministrator(before));
    }

    private Optional<UserOutcome> refusal(Set<String> given, List<Assignments> touched) {
        var unknown = new TreeSet<>(given);
        unknown.removeAll(roles.known(given));
        if (!unknown.isEmpty()) {
            return Optional.of(new UserOutcome.RolesUnknown(unknown));
        }
        var actor = CallContext.current().actor();
        var beyond = new TreeSet<String>();
        touched.forEach(assignments -> beyond.addAll(roles.beyond(actor, assignments)));
        return beyond.isEmpty() ? Optional.empty() : Optional.of(new UserOutcome.BeyondCaller(beyond));
    }

    private Optional<UserOutcome> lastAdministrator(UserView user) {
        boolean last = user.status() == UserView.Status.ACTIVE
                && user.roles().contains(Role.TENANT_ADMIN)
                && !repository.anotherHas(Role.TENANT_ADMIN, user.id());
        return last ? Optional.of(new UserOutcome.LastAdministrator(user.id())) : Optional.empty();
    }

    private void endSessions(UserView before, UserView after, boolean passwordChanged) {
        if (after.status() == UserView.Status.DISABLED && before.status() == UserView.Status.ACTIVE) {
            sessions.endAll(after.id(), null, EndReason.USER_DISABLED);
        } else if (passwordChanged) {
            sessions.endAll(after.id(), ownSession(after.id()), EndReason.PASSWORD_CHANGED);
        }
    }

    private static @Nullable UUID ownSession(UUID user) {
        var actor = CallContext.current().actor();
        return user.equals(actor.id()) && actor.session() != null ? UUID.fromString(actor.session()) : null;
    }

    private static Assignments assigned(UserView user) {
        return Assignments.of(user.roles(), user.roleSites());
    }

    private static UserOutcome unchanged(Change change, UserOutcome outcome) {
        change.nothing();
        return outcome;
    }
}
