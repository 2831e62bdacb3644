package io.foodflow.identity.users;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.Role;
import io.foodflow.identity.sessions.EndReason;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.security.GrantChanges;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What people do about their own accounts without anybody's permission, because they hold a link that was sent to them or
 * their password: come in, set a password anew, prove an address. All methods run in the caller's transaction.
 * Thread-safe.
 */
public final class Accounts {

    private final UserRepository users;
    private final AccountRepository accounts;
    private final Sessions sessions;
    private final Entitlements entitlements;
    private final GrantChanges grantChanges;
    private final ProofHolds holds;
    private final Clock clock;

    Accounts(
            UserRepository users,
            AccountRepository accounts,
            Sessions sessions,
            Entitlements entitlements,
            GrantChanges grantChanges,
            ProofHolds holds,
            Clock clock) {
        this.users = users;
        this.accounts = accounts;
        this.sessions = sessions;
        this.entitlements = entitlements;
        this.grantChanges = grantChanges;
        this.holds = holds;
        this.clock = clock;
    }

    /**
     * Adds a user whom somebody with the right to do so invited. Roles that exist no longer are left out. Where
     * the plan has no room for one more, the request ends with 402.
     *
     * @param verified whether the person was reached by that address
     */
    public UserOutcome admit(NewUser wanted, String passwordHash, boolean verified, Change change) {
        if (users.idOf(wanted.email()).isPresent()) {
            return new UserOutcome.EmailTaken(wanted.email());
        }
        entitlements.takeTurns(Metric.USERS);
        entitlements.admit(Metric.USERS, users.count(), 1);
        var id = UuidCreator.getTimeOrderedEpoch();
        users.insert(id, wanted, passwordHash, clock.instant());
        users.replaceRoles(id, wanted.roles());
        users.enterIntoDirectory(id, wanted.email());
        if (verified) {
            accounts.verify(id, clock.instant());
        }
        var created = users.find(id).orElseThrow();
        change.record(UserCreated.of(created), null, created);
        return new UserOutcome.Saved(created);
    }

    /**
     * Adds a user whom an identity provider vouches for; otherwise as {@link #admit}.
     *
     * @param unknownHash of a password that nobody knows
     */
    public UserOutcome admitFederated(NewUser wanted, String unknownHash, Change change) {
        var outcome = admit(wanted, unknownHash, true, change);
        if (outcome instanceof UserOutcome.Saved(var user)) {
            accounts.setFederatedOnly(user.id(), true);
        }
        return outcome;
    }

    /** The active user with that id and address, whom nobody else can change until the transaction ends. */
    public Optional<UserView> hold(UUID id, String email) {
        return users.findForChange(id)
                .filter(user ->
                        user.status() == UserView.Status.ACTIVE && user.email().equals(email));
    }

    /** The active user with that id. */
    public Optional<UserView> active(UUID id) {
        return users.find(id).filter(user -> user.status() == UserView.Status.ACTIVE);
    }

    /** Gives a user who is {@link #hold held} a password of its own choice and ends all its sessions. */
    public void resetPassword(UserView user, String passwordHash, Change change) {
        replacePassword(user, passwordHash, change);
        accounts.setFederatedOnly(user.id(), false);
        holds.ownPassword(user.id(), change);
    }

    /** Gives a user who is {@link #hold held} a password that nobody knows and ends all its sessions. */
    public void takePassword(UserView user, String unknownHash, Change change) {
        replacePassword(user, unknownHash, change);
    }

    private void replacePassword(UserView user, String passwordHash, Change change) {
        accounts.setPassword(user.id(), passwordHash, clock.instant());
        sessions.endAll(user.id(), null, EndReason.PASSWORD_RESET);
        change.record(new PasswordReset(user.id()), null, null);
    }

    /**
     * Gives a user who is {@link #hold held} these roles and no others, as its identity provider has it; they act on the
     * user's next request. A role that the user has holds where it held; one that is new holds everywhere. The last
     * administrator stays one, and so does the last who has a password of his own: somebody has to come in where the
     * provider does not let him. To be called in a transaction that took its turn first.
     */
    public UserView replaceRoles(UserView user, Set<String> wanted, Change change) {
        var roles = new TreeSet<>(wanted);
        var revoked = users.revokedInReviews(user.id());
        roles.removeIf(role -> revoked.contains(role) && !user.roles().contains(role));
        if (user.roles().contains(Role.TENANT_ADMIN)
                && (!users.anotherHas(Role.TENANT_ADMIN, user.id())
                        || users.isLastWithPassword(Role.TENANT_ADMIN, user.id()))) {
            roles.add(Role.TENANT_ADMIN);
        }
        if (roles.equals(new TreeSet<>(user.roles()))) {
            return user;
        }
        users.replaceRoles(user.id(), Assignments.of(roles, user.roleSites()));
        accounts.touch(user.id(), clock.instant());
        grantChanges.changed(Set.of(user.id()));
        var after = users.find(user.id()).orElseThrow();
        change.record(UserUpdated.of(after, false), user, after);
        return after;
    }

    /** Takes the address of a user who is {@link #hold held} for proved. */
    public void verifyEmail(UserView user, Change change) {
        accounts.verify(user.id(), clock.instant());
        change.record(new EmailVerified(user.id()), null, null);
    }

    /** Whether the user has a password of its own; not, if an identity provider brought it and it has set none since. */
    public boolean hasOwnPassword(UUID id) {
        return accounts.hasOwnPassword(id);
    }

    /** When the password of a user was set. */
    public Instant passwordSince(UUID id) {
        return accounts.passwordSince(id);
    }

    /** Whether the user's address is proved. */
    public boolean emailVerified(UUID id) {
        return accounts.verified(id);
    }
}
