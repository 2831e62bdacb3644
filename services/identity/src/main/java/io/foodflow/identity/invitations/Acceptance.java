package io.foodflow.identity.invitations;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.links.LinkDoor;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.links.Opened;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.NewUser;
import io.foodflow.identity.users.UserOutcome;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** Lets invited people in: whoever holds the link makes the account it was sent for. Thread-safe. */
final class Acceptance {

    private final LinkDoor door;
    private final OneTimeTokens tokens;
    private final InvitationRepository repository;
    private final Accounts accounts;
    private final Roles roles;
    private final Passwords passwords;
    private final UnitOfWork work;
    private final Clock clock;

    Acceptance(
            LinkDoor door,
            OneTimeTokens tokens,
            InvitationRepository repository,
            Accounts accounts,
            Roles roles,
            Passwords passwords,
            UnitOfWork work,
            Clock clock) {
        this.door = door;
        this.tokens = tokens;
        this.repository = repository;
        this.accounts = accounts;
        this.roles = roles;
        this.passwords = passwords;
        this.work = work;
        this.clock = clock;
    }

    /** An invitation, and into which company. */
    record Shown(Invitation invitation, Tenant tenant) {}

    /** Who comes in. */
    record Guest(String firstName, String lastName, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Guest[]";
        }
    }

    /** What the link invites to. */
    Opened<Shown> show(String link) {
        return door.open(
                Purpose.INVITATION,
                link,
                secret -> work.read(() -> tokens.find(Purpose.INVITATION, secret)
                        .flatMap(bound -> repository.find(bound.subject(), clock.instant()))
                        .map(invitation -> new Shown(invitation, CallContext.currentTenant()))));
    }

    /** Makes the account; the link is used up. Takes as long as hashing a password does. */
    Opened<UserOutcome> accept(String link, Guest guest) {
        return door.open(Purpose.INVITATION, link, secret -> {
            if (work.read(() -> tokens.find(Purpose.INVITATION, secret)).isEmpty()) {
                return Optional.empty();
            }
            var hash = passwords.hash(guest.password());
            try {
                return work.write(change -> accept(secret, guest, hash, change));
            } catch (DuplicateKeyException e) {
                // Somebody made a user of that address at the same moment.
                return work.write(change -> accept(secret, guest, hash, change));
            }
        });
    }

    /**
     * The turn is taken first, so that the roles promised are those given; then the invitation is held, then its token:
     * revoking takes the same order.
     */
    private Optional<UserOutcome> accept(TenantSecret secret, Guest guest, String hash, Change change) {
        roles.takeTurns();
        var found = tokens.find(Purpose.INVITATION, secret)
                .flatMap(bound -> repository.hold(bound.subject(), clock.instant()))
                .filter(invitation -> tokens.hold(Purpose.INVITATION, secret).isPresent());
        if (found.isEmpty()) {
            change.nothing();
            return Optional.empty();
        }
        return Optional.of(admit(found.get(), guest, hash, change));
    }

    private UserOutcome admit(Invitation invitation, Guest guest, String hash, Change change) {
        var user = new NewUser(
                new EmailAddress(invitation.email()),
                guest.password(),
                guest.firstName(),
                guest.lastName(),
                Assignments.of(invitation.roles(), invitation.roleSites()),
                UserView.Status.ACTIVE);
        var outcome = accounts.admit(user, hash, invitation.delivery() == Invitation.Delivery.MAIL, change);
        if (outcome instanceof UserOutcome.Saved(var created)) {
            tokens.forget(Purpose.INVITATION, invitation.id());
            repository.accept(invitation.id(), clock.instant());
            change.record(new InvitationAccepted(invitation.id(), created.id()), null, null);
        } else {
            change.nothing();
        }
        return outcome;
    }
}
