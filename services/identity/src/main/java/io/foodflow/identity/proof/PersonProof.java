package io.foodflow.identity.proof;

import io.foodflow.identity.api.ProofApi;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import io.foodflow.identity.attempts.SignInLocked;
import io.foodflow.identity.factors.SecondFactors;
import io.foodflow.identity.federation.IdentityProviders;
import io.foodflow.identity.links.LinkProblems;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Credentials;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.ProofHolds;
import io.foodflow.identity.users.UserFields;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks what a signed-in person gives as proof. It is one more door to the account, so it stands behind the same lock as
 * the sign-in. Where people of a domain have to sign in at their provider, a password proves nothing here either. Thread-safe.
 */
final class PersonProof implements ProofApi {

    private final Users users;
    private final Accounts accounts;
    private final Passwords passwords;
    private final SecondFactors factors;
    private final IdentityProviders providers;
    private final AttemptLimits limits;
    private final ProofHolds holds;
    private final UnitOfWork work;

    PersonProof(
            Users users,
            Accounts accounts,
            Passwords passwords,
            SecondFactors factors,
            IdentityProviders providers,
            AttemptLimits limits,
            ProofHolds holds,
            UnitOfWork work) {
        this.users = users;
        this.accounts = accounts;
        this.passwords = passwords;
        this.factors = factors;
        this.providers = providers;
        this.limits = limits;
        this.holds = holds;
        this.work = work;
    }

    @Override
    public Means means() {
        var user = caller();
        return work.readSnapshot(() -> {
            var active = accounts.active(user);
            return new Means(
                    active.filter(this::hasPassword).isPresent(),
                    active.isPresent() && factors.isOn(user),
                    holds.find(user).isPresent());
        });
    }

    @Override
    public Proved prove(Evidence evidence) {
        var fields = new UserFields();
        var password = fields.text("password", evidence.password());
        fields.check();
        var user = caller();
        var person = work.readSnapshot(() -> accounts.active(user).map(this::known));
        if (person.isEmpty()) {
            throw refused();
        }
        if (!person.get().mayUsePassword()) {
            throw new ProblemException(Problems.conflict(
                    "needs-password",
                    "Needs a password",
                    "this needs a password of your own, and you sign in at an identity provider; ask your administrator to"
                            + " let you have one: POST /auth/forgot-password sets it, where your domain's provider does not"
                            + " stand in its place"));
        }
        if (person.get().held()) {
            throw held();
        }
        return switch (limits.admit(Account.of(person.get().credentials().email()))) {
            case Admission.Refused(var pause) -> throw LinkProblems.tooMany(pause);
            case Admission.Admitted admitted -> {
                var proved = check(person.get(), password, evidence);
                if (proved.isEmpty()) {
                    refuse(user, limits.failed(admitted));
                    throw refused();
                }
                limits.succeeded(admitted);
                yield proved.get();
            }
        };
    }

    private record Person(
            UserView view, Credentials credentials, boolean mayUsePassword, Instant passwordSince, boolean held) {}

    private Person known(UserView user) {
        return new Person(
                user,
                users.credentials(new EmailAddress(user.email())).orElseThrow(),
                hasPassword(user),
                accounts.passwordSince(user.id()),
                holds.find(user.id()).isPresent());
    }

    private boolean hasPassword(UserView user) {
        return accounts.hasOwnPassword(user.id())
                && providers
                        .insteadOfPassword(user.id(), new EmailAddress(user.email()))
                        .isEmpty();
    }

    /** Empty if something of it is wrong. The password is hashed in any case, and no transaction is open meanwhile. */
    private Optional<Proved> check(Person person, String password, Evidence evidence) {
        boolean right = passwords.matches(password, person.credentials().passwordHash());
        var components = new ArrayList<String>();
        if (evidence.email() != null) {
            right &= EmailAddress.parse(evidence.email())
                    .filter(given -> given.text().equals(person.view().email()))
                    .isPresent();
            components.add("email");
        }
        components.add("password");
        if (!right) {
            return Optional.empty();
        }
        var code = evidence.code();
        if (code != null) {
            components.add("code");
        }
        return apart().<Optional<Proved>, RuntimeException>call(() -> work.write(change -> {
            // Whoever holds a proof holds the user first, so that none comes between.
            boolean unchanged = users.credentialsHeld(person.view().id()).equals(Optional.of(person.credentials()));
            if (!unchanged || (code != null && !factors.use(person.view().id(), code, change))) {
                change.nothing();
                return Optional.<Proved>empty();
            }
            if (holds.find(person.view().id()).isPresent()) {
                throw held();
            }
            return Optional.of(proved(person, components, change));
        }));
    }

    /** The call without its idempotency key, which stands for what the proof is given for. */
    private static CallContext apart() {
        return CallContext.current().with(null);
    }

    private static Proved proved(Person person, List<String> components, Change change) {
        var user = person.view();
        change.record(new IdentityProved(user.id(), components), null, null);
        return new Proved(
                user.id(), user.email(), user.firstName(), user.lastName(), components, person.passwordSince());
    }

    private void refuse(UUID user, Optional<Instant> lockedUntil) {
        apart().run(() -> work.write(change -> {
            change.record(new IdentityProofRefused(user), null, null);
            lockedUntil.ifPresent(until -> change.record(new SignInLocked(user, until), null, null));
            return true;
        }));
    }

    private static ProblemException refused() {
        return new ProblemException(Problem.of(
                403,
                "proof-refused",
                "That is not right",
                "something of what you gave to prove who you are is wrong; a code is good once"));
    }

    private static ProblemException held() {
        return new ProblemException(Problems.conflict(
                "proof-held",
                "Has to be confirmed first",
                "your password, address or second factor was set without you, so it does not prove who you are until"
                        + " another administrator confirms it: POST /users/{id}/proof/confirm; where only the password was set,"
                        + " a new one by a mailed link does, too: POST /auth/forgot-password"));
    }

    private static UUID caller() {
        var actor = CallContext.current().actor();
        if (actor.kind() != Actor.Kind.USER || actor.id() == null) {
            throw new ProblemException(
                    Problem.of(403, "users-only", "For users only", "a service cannot prove to be a person"));
        }
        return actor.id();
    }
}
