package io.foodflow.identity.invitations;

import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.LetterLimits;
import io.foodflow.identity.attempts.SteadyPace;
import io.foodflow.identity.letters.Language;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;

/**
 * Lets people ask for an account themselves where their company's policy takes in everybody of their e-mail domain. They
 * are sent an invitation, so that nobody has an account of an address that is not his. Who asks is told the same in the
 * same time, whatever came of it. Thread-safe.
 */
final class Registration {

    private final Tenants tenants;
    private final Policies policies;
    private final Invitations invitations;
    private final Users users;
    private final Roles roles;
    private final LetterLimits limits;
    private final SteadyPace pace;
    private final UnitOfWork work;
    private final PlatformWork platformWork;

    Registration(
            Tenants tenants,
            Policies policies,
            Invitations invitations,
            Users users,
            Roles roles,
            LetterLimits limits,
            SteadyPace pace,
            UnitOfWork work,
            PlatformWork platformWork) {
        this.tenants = tenants;
        this.policies = policies;
        this.invitations = invitations;
        this.users = users;
        this.roles = roles;
        this.limits = limits;
        this.pace = pace;
        this.work = work;
        this.platformWork = platformWork;
    }

    /**
     * Asks for an account.
     *
     * @return how long to wait, if there were too many questions about that address
     */
    Optional<Duration> ask(String slug, EmailAddress email, Language language) {
        return pace.answer(() -> {
            var wait = limits.take(email.text());
            if (wait.isEmpty()) {
                inviteWhereAllowed(slug, email, language);
            }
            return wait;
        });
    }

    private void inviteWhereAllowed(String slug, EmailAddress email, Language language) {
        boolean invited = isInvited(slug, email, language);
        if (!invited) {
            platformWork.write(change -> {
                change.record(new RegistrationRefused(Account.of(email.text()).digest()), null, null);
                return true;
            });
        }
    }

    /** Where two ask for one address at the same moment, the first one's letter is on its way. */
    private boolean isInvited(String slug, EmailAddress email, Language language) {
        try {
            return invitedInto(slug, email, language);
        } catch (DuplicateKeyException e) {
            return true;
        }
    }

    private boolean invitedInto(String slug, EmailAddress email, Language language) {
        return tenants.findBySlug(slug)
                .filter(tenant -> tenant.isActive())
                .map(tenant -> new CallContext(
                                Actor.anonymous(), tenant, CallContext.current().origin(), null, null)
                        .call(() -> work.write(change -> invite(email, language, change))))
                .orElse(false);
    }

    private boolean invite(EmailAddress email, Language language, Change change) {
        roles.takeTurns();
        var policy = policies.current();
        if (!policy.mayRegister(email.domain()) || users.has(email)) {
            change.nothing();
            return false;
        }
        if (invitations.remind(email, language)) {
            change.nothing();
            return true;
        }
        var guest = new Invitations.Guest(email, null, null, Set.of(policy.registrationRole()), language);
        invitations.invite(guest, null, change);
        return true;
    }
}
