package io.foodflow.identity.federation;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.factors.SecondFactors;
import io.foodflow.identity.federation.SignInRefusal.Reason;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.NewUser;
import io.foodflow.identity.users.UserOutcome;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says which user somebody is whom a provider sent. Who was here before is known by the provider's {@code sub}. Anybody
 * else by the e-mail address, and only if the provider vouches for it and the provider's company has proved that the domain
 * is its own: then it is the user with that address, or, where the provider makes users, a new one. Thread-safe.
 */
final class Newcomers {

    private static final int LONGEST_NAME = 100;

    private final IdentityProviderRepository repository;
    private final Users users;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Roles roles;
    private final SecondFactors factors;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    Newcomers(
            IdentityProviderRepository repository,
            Users users,
            Accounts accounts,
            Passwords passwords,
            Roles roles,
            SecondFactors factors,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        this.repository = repository;
        this.users = users;
        this.accounts = accounts;
        this.passwords = passwords;
        this.roles = roles;
        this.factors = factors;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /** Which user somebody is. */
    sealed interface Who {

        /** One who signed in by this provider before. */
        record Known(UserView user) implements Who {}

        /** One with that address, who signs in by this provider for the first time. */
        record Same(UserView user) implements Who {}

        /** Nobody yet. */
        record New(EmailAddress email, String firstName, String lastName) implements Who {}
    }

    /** The roles that the provider's rules give. */
    static Set<String> roles(IdentityProvider provider, Claimed claimed) {
        var given = new TreeSet<>(provider.defaultRoles());
        var groups = new HashSet<>(claimed.groups());
        provider.roleRules().stream()
                .filter(rule -> groups.contains(rule.value()))
                .forEach(rule -> given.addAll(rule.roles()));
        given.remove(IdentityProviders.PLATFORM_ADMIN);
        return given;
    }

    /**
     * Which user it is, changing nothing. Runs in the caller's transaction.
     *
     * @throws SignInRefusal if it is nobody who may come in
     */
    Who who(IdentityProvider provider, Claimed claimed) {
        if (claimed.groupsLeftOut()) {
            throw new SignInRefusal(
                    Reason.GROUPS_LEFT_OUT,
                    "the provider left the claim '%s' out since there are too many groups; let it give only those that are assigned to the application"
                            .formatted(provider.claims().groups()));
        }
        var known = repository.userOf(provider.id(), claimed.subject()).flatMap(users::find);
        return known.isPresent()
                ? new Who.Known(admissible(known.get()))
                : byAddress(provider, claimed, address(provider, claimed));
    }

    private Who byAddress(IdentityProvider provider, Claimed claimed, EmailAddress email) {
        var user = users.credentials(email).flatMap(credentials -> users.find(credentials.user()));
        if (user.isPresent()) {
            if (repository.isLinked(provider.id(), user.get().id())) {
                throw new SignInRefusal(
                        Reason.OTHER_PERSON,
                        "the user with this address signed in as another person of the provider before; remove the"
                                + " user if that person is gone");
            }
            return new Who.Same(admissible(user.get()));
        }
        if (!provider.createsUsers()) {
            throw new SignInRefusal(
                    Reason.NO_ACCOUNT,
                    "there is no user with this address, and creates_users is off; invite the person");
        }
        if (roles(provider, claimed).isEmpty()) {
            throw new SignInRefusal(
                    Reason.NO_ROLE,
                    "no rule gives a role for the groups %s, and there are no default roles"
                            .formatted(claimed.groups()));
        }
        var first = claimed.firstName().or(claimed::name).orElse(email.text());
        return new Who.New(email, shortened(first), shortened(claimed.lastName().orElse("")));
    }

    private static EmailAddress address(IdentityProvider provider, Claimed claimed) {
        var email = claimed.email()
                .flatMap(EmailAddress::parse)
                .orElseThrow(() -> new SignInRefusal(
                        Reason.EMAIL_MISSING,
                        "the provider gives no address in the claim '%s'; ask for the scope email, or name another claim"
                                .formatted(provider.claims().email())));
        if (!claimed.emailVerified().orElse(provider.trustsEmail())) {
            throw new SignInRefusal(
                    Reason.EMAIL_NOT_VERIFIED,
                    claimed.emailVerified().isPresent()
                            ? "the provider says that the address is not verified"
                            : "the provider does not say whether the address is verified; where it checks addresses"
                                    + " itself, switch trusts_email on");
        }
        if (DomainName.parse(email.domain()).flatMap(provider::verified).isEmpty()) {
            throw new SignInRefusal(
                    Reason.DOMAIN_NOT_VERIFIED,
                    "%s is not among the verified domains of this provider".formatted(email.domain()));
        }
        return email;
    }

    private static UserView admissible(UserView user) {
        if (user.status() != UserView.Status.ACTIVE) {
            throw new SignInRefusal(Reason.USER_DISABLED, "the user has been disabled");
        }
        if (user.roles().contains(IdentityProviders.PLATFORM_ADMIN)) {
            throw new SignInRefusal(
                    Reason.PLATFORM_ADMINISTRATOR,
                    "who runs the platform signs in with a password, whatever an identity provider says");
        }
        return user;
    }

    /** A password that nobody knows, as it is kept, for one who may be new; takes as long as hashing one does. */
    String unknownPassword() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return passwords.hash(Base64.getEncoder().encodeToString(bytes));
    }

    /** Whether somebody is not known by the provider yet. */
    boolean isNew(IdentityProvider provider, Claimed claimed) {
        return work.readSnapshot(() -> !(who(provider, claimed) instanceof Who.Known));
    }

    /**
     * Lets somebody in: links or makes the user, and gives it the roles. Runs in the caller's transaction, in which
     * {@link Roles#takeTurns} was called first.
     *
     * @param password as {@link #unknownPassword} makes it; null where nobody new is expected
     * @return empty if it is somebody new and there is no password
     */
    Optional<UserView> admit(IdentityProvider provider, Claimed claimed, @Nullable String password, Change change) {
        return switch (who(provider, claimed)) {
            case Who.Known(var user) -> {
                repository.used(provider.id(), claimed.subject(), clock.instant());
                yield Optional.of(withRoles(provider, claimed, held(user), change));
            }
            case Who.Same(var user) ->
                Optional.ofNullable(password).map(hash -> linked(provider, claimed, held(user), hash, change));
            case Who.New(var email, var first, var last) ->
                Optional.ofNullable(password)
                        .map(hash -> made(
                                provider,
                                claimed,
                                new NewUser(email, "", first, last, roles(provider, claimed), UserView.Status.ACTIVE),
                                hash,
                                change));
        };
    }

    /**
     * Whoever made the account before its address was proved, perhaps with a password and a second factor of his own, is
     * put out: from now on it is that of the person whom the provider vouches for.
     */
    private UserView linked(IdentityProvider provider, Claimed claimed, UserView user, String password, Change change) {
        if (!accounts.emailVerified(user.id())) {
            factors.remove(user.id(), change);
            accounts.takePassword(user, password, change);
            accounts.verifyEmail(user, change);
        }
        link(provider, claimed, user, change);
        return withRoles(provider, claimed, user, change);
    }

    private UserView made(IdentityProvider provider, Claimed claimed, NewUser wanted, String hash, Change change) {
        if (accounts.admitFederated(wanted, hash, change) instanceof UserOutcome.Saved(var user)) {
            link(provider, claimed, user, change);
            return user;
        }
        throw new SignInRefusal(Reason.REQUEST_USED, "a user with this address was made at the same moment; try again");
    }

    private UserView held(UserView user) {
        return accounts.hold(user.id(), user.email())
                .map(Newcomers::admissible)
                .orElseThrow(() -> new SignInRefusal(Reason.USER_DISABLED, "the user has been disabled"));
    }

    private void link(IdentityProvider provider, Claimed claimed, UserView user, Change change) {
        repository.link(provider.id(), claimed.subject(), user.id(), clock.instant());
        change.record(new FederatedIdentityLinked(user.id(), provider.id(), claimed.subject()), null, null);
    }

    private UserView withRoles(IdentityProvider provider, Claimed claimed, UserView held, Change change) {
        return provider.followsRoles() ? accounts.replaceRoles(held, roles(provider, claimed), change) : held;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /** Makes the running transaction and others that hand out roles take turns. */
    void takeTurns() {
        roles.takeTurns();
    }
}
