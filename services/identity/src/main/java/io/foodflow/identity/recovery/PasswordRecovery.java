package io.foodflow.identity.recovery;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.LetterLimits;
import io.foodflow.identity.attempts.SteadyPace;
import io.foodflow.identity.letters.Addressee;
import io.foodflow.identity.letters.Correspondent;
import io.foodflow.identity.letters.Language;
import io.foodflow.identity.letters.Letters;
import io.foodflow.identity.links.LinkDoor;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.links.Opened;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Credentials;
import io.foodflow.identity.users.Directory;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets people set a new password with a link that is mailed to them. Who asks for the link is told the same in the same
 * time whether there is such an account or not. Thread-safe.
 */
final class PasswordRecovery implements Correspondent {

    private final Directory directory;
    private final Users users;
    private final Accounts accounts;
    private final Passwords passwords;
    private final LinkDoor door;
    private final OneTimeTokens tokens;
    private final Letters letters;
    private final LetterLimits limits;
    private final SteadyPace pace;
    private final UnitOfWork work;
    private final PlatformWork platformWork;

    PasswordRecovery(
            Directory directory,
            Users users,
            Accounts accounts,
            Passwords passwords,
            LinkDoor door,
            OneTimeTokens tokens,
            Letters letters,
            LetterLimits limits,
            SteadyPace pace,
            UnitOfWork work,
            PlatformWork platformWork) {
        this.directory = directory;
        this.users = users;
        this.accounts = accounts;
        this.passwords = passwords;
        this.door = door;
        this.tokens = tokens;
        this.letters = letters;
        this.limits = limits;
        this.pace = pace;
        this.work = work;
        this.platformWork = platformWork;
    }

    /**
     * Has a link mailed to every active account of that address: the person sees which tenant each is for.
     *
     * @return how long to wait, if there were too many questions about that address
     */
    Optional<Duration> ask(EmailAddress email, Language language) {
        return pace.answer(() -> {
            var wait = limits.take(email.text());
            if (wait.isEmpty()) {
                order(email, language);
            }
            return wait;
        });
    }

    private void order(EmailAddress email, Language language) {
        long ordered = directory.tenantsOf(email).stream()
                .filter(tenant -> tenant.isActive())
                .filter(tenant -> new CallContext(
                                Actor.anonymous(), tenant, CallContext.current().origin(), null, null)
                        .call(() -> work.write(change -> order(email, language, change))))
                .count();
        if (ordered == 0) {
            platformWork.write(change -> {
                change.record(new UnknownRecoveryAsked(Account.of(email.text()).digest()), null, null);
                return true;
            });
        }
    }

    private boolean order(EmailAddress email, Language language, Change change) {
        var account = users.credentials(email).filter(Credentials::active);
        if (account.isEmpty()) {
            change.nothing();
            return false;
        }
        var user = account.get().user();
        letters.order(Purpose.PASSWORD_RESET, user, language);
        change.record(new PasswordRecoveryAsked(user), null, null);
        return true;
    }

    /** Sets a new password, ends every session of the user and uses the link up, and all others like it. */
    Opened<UserView> reset(String link, String password) {
        return door.open(Purpose.PASSWORD_RESET, link, secret -> {
            if (work.read(() -> tokens.find(Purpose.PASSWORD_RESET, secret)).isEmpty()) {
                return Optional.empty();
            }
            var hash = passwords.hash(password);
            return work.write(change -> reset(secret, hash, change));
        });
    }

    /** The user is held first, then the token, so that two links of one user take turns. */
    private Optional<UserView> reset(TenantSecret secret, String hash, Change change) {
        var found = tokens.find(Purpose.PASSWORD_RESET, secret)
                .flatMap(bound -> accounts.hold(bound.subject(), bound.email())
                        .filter(user -> !user.updatedAt().isAfter(bound.issuedAt())))
                .filter(user -> tokens.hold(Purpose.PASSWORD_RESET, secret).isPresent());
        found.ifPresentOrElse(
                user -> {
                    tokens.forget(Purpose.PASSWORD_RESET, user.id());
                    accounts.resetPassword(user, hash, change);
                },
                change::nothing);
        return found;
    }

    @Override
    public Purpose purpose() {
        return Purpose.PASSWORD_RESET;
    }

    @Override
    public String subjectType() {
        return "user";
    }

    @Override
    public Optional<Addressee> addressee(UUID subject) {
        return accounts.active(subject).map(user -> new Addressee(user.email(), user.firstName(), null));
    }
}
