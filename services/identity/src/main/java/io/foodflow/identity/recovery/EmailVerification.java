package io.foodflow.identity.recovery;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.attempts.LetterLimits;
import io.foodflow.identity.letters.Addressee;
import io.foodflow.identity.letters.Correspondent;
import io.foodflow.identity.letters.Language;
import io.foodflow.identity.letters.Letters;
import io.foodflow.identity.links.LinkDoor;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.links.Opened;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.users.Accounts;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Lets users prove that their address reaches them. Thread-safe. */
final class EmailVerification implements Correspondent {

    private final Accounts accounts;
    private final LinkDoor door;
    private final OneTimeTokens tokens;
    private final Letters letters;
    private final LetterLimits limits;
    private final UnitOfWork work;

    EmailVerification(
            Accounts accounts,
            LinkDoor door,
            OneTimeTokens tokens,
            Letters letters,
            LetterLimits limits,
            UnitOfWork work) {
        this.accounts = accounts;
        this.door = door;
        this.tokens = tokens;
        this.letters = letters;
        this.limits = limits;
        this.work = work;
    }

    /**
     * Has a link mailed to that user.
     *
     * @return how long to wait, if there were too many letters to that address
     */
    Optional<Duration> ask(UUID user, String email, Language language) {
        var wait = limits.take(email);
        if (wait.isEmpty()) {
            work.write(change -> {
                letters.order(Purpose.EMAIL_VERIFICATION, user, language);
                change.record(new EmailVerificationAsked(user), null, null);
                return true;
            });
        }
        return wait;
    }

    /** Takes the address that the link was sent to for proved, if it still is the user's. */
    Opened<UserView> verify(String link) {
        return door.open(Purpose.EMAIL_VERIFICATION, link, secret -> work.write(change -> verify(secret, change)));
    }

    private Optional<UserView> verify(TenantSecret secret, Change change) {
        var found = tokens.find(Purpose.EMAIL_VERIFICATION, secret)
                .flatMap(bound -> accounts.hold(bound.subject(), bound.email()))
                .filter(user -> tokens.hold(Purpose.EMAIL_VERIFICATION, secret).isPresent());
        found.ifPresentOrElse(
                user -> {
                    tokens.forget(Purpose.EMAIL_VERIFICATION, user.id());
                    accounts.verifyEmail(user, change);
                },
                change::nothing);
        return found;
    }

    @Override
    public Purpose purpose() {
        return Purpose.EMAIL_VERIFICATION;
    }

    @Override
    public String subjectType() {
        return "user";
    }

    @Override
    public Optional<Addressee> addressee(UUID subject) {
        return accounts.active(subject)
                .filter(user -> !accounts.emailVerified(user.id()))
                .map(user -> new Addressee(user.email(), user.firstName(), null));
    }
}
