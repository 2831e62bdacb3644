package io.foodflow.identity.invitations;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.letters.Addressee;
import io.foodflow.identity.letters.Correspondent;
import io.foodflow.identity.letters.Language;
import io.foodflow.identity.letters.Letters;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.PublicAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Invites people into the current tenant. Thread-safe. */
final class Invitations implements Correspondent {

    private final InvitationRepository repository;
    private final Users users;
    private final Roles roles;
    private final OneTimeTokens tokens;
    private final Letters letters;
    private final PublicAddress address;
    private final UnitOfWork work;
    private final Clock clock;

    Invitations(
            InvitationRepository repository,
            Users users,
            Roles roles,
            OneTimeTokens tokens,
            Letters letters,
            PublicAddress address,
            UnitOfWork work,
            Clock clock) {
        this.repository = repository;
        this.users = users;
        this.roles = roles;
        this.tokens = tokens;
        this.letters = letters;
        this.address = address;
        this.work = work;
        this.clock = clock;
    }

    /** Whom to invite. */
    record Guest(
            EmailAddress email,
            @Nullable String firstName,
            @Nullable String lastName,
            Assignments roles,
            Language language) {

        /** A guest whose roles are to hold everywhere. */
        Guest(
                EmailAddress email,
                @Nullable String firstName,
                @Nullable String lastName,
                Set<String> roles,
                Language language) {
            this(email, firstName, lastName, Assignments.everywhere(roles), language);
        }
    }

    /** Invites somebody on behalf of the caller. An open invitation of the same address gives way. */
    InvitationOutcome invite(Guest guest) {
        try {
            return inviteOnce(guest);
        } catch (DuplicateKeyException e) {
            return inviteOnce(
                    guest); // another invitation of that address was made at the same moment; now it gives way
        }
    }

    private InvitationOutcome inviteOnce(Guest guest) {
        return work.write(change -> {
            roles.takeTurns();
            var beyond = roles.beyond(CallContext.current().actor(), guest.roles());
            if (!beyond.isEmpty()) {
                change.nothing();
                return new InvitationOutcome.BeyondCaller(beyond);
            }
            if (users.has(guest.email())) {
                change.nothing();
                return new InvitationOutcome.EmailTaken(guest.email().text());
            }
            var actor = CallContext.current().actor();
            return invite(guest, actor.name(), change);
        });
    }

    /** Whether somebody with the right to do so invited that address already: then its letter is sent once more. */
    boolean remind(EmailAddress email, Language language) {
        var open = repository.openByInviter(email, clock.instant());
        open.ifPresent(id -> letters.order(Purpose.INVITATION, id, language));
        return open.isPresent();
    }

    /** Invites somebody as part of the running unit of work, whoever may have asked for it. */
    InvitationOutcome.Invited invite(Guest guest, @Nullable String invitedBy, Change change) {
        repository
                .openFor(guest.email())
                .flatMap(open -> repository.hold(open, clock.instant()))
                .ifPresent(open -> revoke(open, change));
        var invitation = invitation(guest, invitedBy);
        repository.insert(invitation);
        change.record(
                new InvitationCreated(invitation.id(), invitation.email(), invitation.roles(), invitation.roleSites()),
                null,
                invitation);
        if (invitation.delivery() == Invitation.Delivery.MAIL) {
            letters.order(Purpose.INVITATION, invitation.id(), invitation.language());
            return new InvitationOutcome.Invited(invitation, null);
        }
        var token = tokens.issue(Purpose.INVITATION, invitation.id(), invitation.email());
        return new InvitationOutcome.Invited(invitation, address.link(Purpose.INVITATION.path(token)));
    }

    /** Invitations that were not accepted yet, newest first. */
    Page<Invitation> list(PageRequest request) {
        var before = request.afterId().orElse(null);
        var rows = work.read(() -> repository.list(before, request.fetch(), clock.instant()));
        return Page.of(rows, request, invitation -> Cursor.after(invitation.id()));
    }

    /** Takes an invitation back; whether there was one that nobody had accepted. */
    boolean revoke(UUID id) {
        return work.write(change -> {
            var found = repository.hold(id, clock.instant());
            found.ifPresentOrElse(open -> revoke(open, change), change::nothing);
            return found.isPresent();
        });
    }

    private void revoke(Invitation open, Change change) {
        tokens.forget(Purpose.INVITATION, open.id());
        repository.delete(open.id());
        change.record(new InvitationRevoked(open.id()), open, null);
    }

    private Invitation invitation(Guest guest, @Nullable String invitedBy) {
        var now = clock.instant();
        return new Invitation(
                UuidCreator.getTimeOrderedEpoch(),
                guest.email().text(),
                guest.firstName(),
                guest.lastName(),
                List.copyOf(guest.roles().roles()),
                guest.roles().scoped(),
                guest.language(),
                invitedBy,
                letters.canBeSent() ? Invitation.Delivery.MAIL : Invitation.Delivery.LINK,
                Invitation.State.OPEN,
                now,
                now.plus(Purpose.INVITATION.life()));
    }

    @Override
    public Purpose purpose() {
        return Purpose.INVITATION;
    }

    @Override
    public String subjectType() {
        return "invitation";
    }

    @Override
    public Optional<Addressee> addressee(UUID subject) {
        return repository
                .find(subject, clock.instant())
                .filter(invitation -> invitation.state() == Invitation.State.OPEN)
                .map(invitation -> new Addressee(
                        invitation.email(),
                        invitation.firstName() == null ? "" : invitation.firstName(),
                        invitation.invitedBy()));
    }
}
