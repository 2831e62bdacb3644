package io.foodflow.identity.signin;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import io.foodflow.identity.attempts.SignInLocked;
import io.foodflow.identity.factors.SecondFactors;
import io.foodflow.identity.federation.IdentityProviders;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.users.Credentials;
import io.foodflow.identity.users.Directory;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs in with address and password. An address may have an account in several tenants, with one password or several:
 * the password is tried in each, and where exactly one fits that one is meant. No transaction is open while a password
 * is hashed. An address that nobody has costs the same steps, a hash and a written refusal. Thread-safe.
 */
final class PasswordSignIn {

    private final AttemptLimits limits;
    private final Directory directory;
    private final Users users;
    private final Passwords passwords;
    private final Sessions sessions;
    private final TokenIssue tokens;
    private final Policies policies;
    private final SecondFactors factors;
    private final OneTimeTokens challenges;
    private final IdentityProviders providers;
    private final UnitOfWork work;
    private final PlatformWork platformWork;

    PasswordSignIn(
            AttemptLimits limits,
            Directory directory,
            Users users,
            Passwords passwords,
            Sessions sessions,
            TokenIssue tokens,
            Policies policies,
            SecondFactors factors,
            OneTimeTokens challenges,
            IdentityProviders providers,
            UnitOfWork work,
            PlatformWork platformWork) {
        this.limits = limits;
        this.directory = directory;
        this.users = users;
        this.passwords = passwords;
        this.sessions = sessions;
        this.tokens = tokens;
        this.policies = policies;
        this.factors = factors;
        this.challenges = challenges;
        this.providers = providers;
        this.work = work;
        this.platformWork = platformWork;
    }

    /**
     * Signs in.
     *
     * @param slug the tenant that is meant, where the caller says so
     */
    SignInOutcome signIn(String address, String password, @Nullable String slug) {
        var email = EmailAddress.parse(address);
        var account = Account.of(email.map(EmailAddress::text).orElse(address));
        return switch (limits.admit(account)) {
            case Admission.Refused(var pause) -> new SignInOutcome.Locked(pause);
            case Admission.Admitted admitted -> {
                var accounts = email.map(known -> accounts(known, slug)).orElseGet(List::of);
                var fitting = fitting(accounts, password);
                if (fitting.isEmpty()) {
                    refuse(accounts, admitted);
                    yield new SignInOutcome.WrongCredentials();
                }
                limits.succeeded(admitted);
                yield choose(fitting);
            }
        };
    }

    private List<TenantAccount> accounts(EmailAddress email, @Nullable String slug) {
        return directory.tenantsOf(email).stream()
                .filter(tenant -> slug == null || tenant.slug().equals(slug))
                .flatMap(tenant -> in(tenant, Actor.anonymous())
                        .call(() -> users.credentials(email))
                        .map(credentials -> new TenantAccount(tenant, credentials))
                        .stream())
                .toList();
    }

    private List<TenantAccount> fitting(List<TenantAccount> accounts, String password) {
        if (accounts.isEmpty()) {
            passwords.matches(password, null);
        }
        return accounts.stream()
                .filter(account ->
                        passwords.matches(password, account.credentials().passwordHash()))
                .toList();
    }

    private SignInOutcome choose(List<TenantAccount> fitting) {
        var open =
                fitting.stream().filter(account -> account.tenant().isActive()).toList();
        if (open.isEmpty()) {
            return new SignInOutcome.Suspended();
        }
        var active =
                open.stream().filter(account -> account.credentials().active()).toList();
        return switch (active.size()) {
            case 0 -> {
                open.forEach(account -> record(account, SignInRefused.Reason.USER_DISABLED));
                yield new SignInOutcome.Disabled();
            }
            case 1 -> beginWhereAllowed(active.getFirst());
            default ->
                new SignInOutcome.SeveralTenants(
                        active.stream().map(TenantAccount::tenant).toList());
        };
    }

    private SignInOutcome beginWhereAllowed(TenantAccount account) {
        var ip = CallContext.current().origin().ip();
        if (in(account.tenant(), Actor.anonymous()).call(policies::get).admits(ip)) {
            return begin(account);
        }
        record(account, SignInRefused.Reason.ADDRESS_NOT_ALLOWED);
        return new SignInOutcome.AddressNotAllowed();
    }

    private SignInOutcome begin(TenantAccount account) {
        var session = UuidCreator.getTimeOrderedEpoch();
        var verified = account.credentials();
        var call = in(account.tenant(), TokenIssue.actor(verified.user(), verified.email(), session));
        return call.<SignInOutcome, RuntimeException>call(() -> switch (work.write(
                change -> next(session, verified, change))) {
            case Next.Enter(var refresh) -> tokens.welcome(session, verified.user(), refresh);
            case Next.GiveCode(var challenge) -> new SignInOutcome.SecondFactorDue(challenge);
            case Next.Enrol(var challenge) -> new SignInOutcome.EnrolmentDue(challenge);
            case Next.GoTo(var offer) ->
                new SignInOutcome.ProviderDue(
                        offer.name(),
                        "/auth/sso/%s/%s/start".formatted(account.tenant().slug(), offer.provider()));
            case Next.Changed _ -> new SignInOutcome.WrongCredentials();
        });
    }

    /** What a right password leads to. */
    private sealed interface Next {

        record Enter(TenantSecret refresh) implements Next {}

        record GiveCode(TenantSecret challenge) implements Next {}

        record Enrol(TenantSecret challenge) implements Next {}

        /** A password is not enough for people of that domain. */
        record GoTo(IdentityProviders.Offer offer) implements Next {}

        /** The user was changed while the password was being looked at. */
        record Changed() implements Next {}
    }

    private Next next(UUID session, Credentials verified, Change change) {
        if (!users.credentialsHeld(verified.user()).equals(Optional.of(verified))) {
            change.nothing();
            return new Next.Changed();
        }
        var offer = providers.insteadOfPassword(verified.user(), new EmailAddress(verified.email()));
        if (offer.isPresent()) {
            change.record(new SignInRefused(verified.user(), SignInRefused.Reason.PASSWORD_NOT_ALLOWED), null, null);
            return new Next.GoTo(offer.get());
        }
        boolean on = factors.isOn(verified.user());
        if (on || policies.current().secondFactorRequired()) {
            var challenge = challenges.issue(Purpose.SECOND_FACTOR, verified.user(), verified.email());
            change.record(new SecondFactorAsked(verified.user()), null, null);
            return on ? new Next.GiveCode(challenge) : new Next.Enrol(challenge);
        }
        var refresh = sessions.begin(session, verified.user());
        change.record(new UserSignedIn(session, verified.user()), null, null);
        return new Next.Enter(refresh);
    }

    private void refuse(List<TenantAccount> accounts, Admission.Admitted admitted) {
        var locked = limits.failed(admitted);
        if (accounts.isEmpty()) {
            platformWork.write(change -> {
                change.record(new UnknownSignInRefused(admitted.account().digest()), null, null);
                return true;
            });
        }
        for (var account : accounts) {
            record(account, SignInRefused.Reason.WRONG_PASSWORD);
            locked.ifPresent(until -> in(account.tenant(), Actor.anonymous())
                    .run(() -> work.write(change -> {
                        change.record(new SignInLocked(account.credentials().user(), until), null, null);
                        return true;
                    })));
        }
    }

    private void record(TenantAccount account, SignInRefused.Reason reason) {
        in(account.tenant(), Actor.anonymous())
                .run(() -> work.write(change -> {
                    SignInRefused.record(change, account.credentials().user(), reason);
                    return true;
                }));
    }

    private static CallContext in(Tenant tenant, Actor actor) {
        return new CallContext(actor, tenant, CallContext.current().origin(), null, null);
    }

    private record TenantAccount(Tenant tenant, Credentials credentials) {}
}
