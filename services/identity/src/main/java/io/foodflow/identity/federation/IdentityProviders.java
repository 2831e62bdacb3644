package io.foodflow.identity.federation;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.federation.EmailDomain.VerifiedBy;
import io.foodflow.identity.roles.Role;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Versions;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * The identity providers of the current tenant. Whoever sets one up says who is who, and so could become anybody: it
 * takes all permissions of an administrator. Setting up and changing one needs a plan with single sign-on (402
 * otherwise); those there are go on working, and can be removed, under any. Thread-safe.
 */
public final class IdentityProviders {

    /** Runs the platform: never given, and never signed in, by a company's identity provider. */
    static final String PLATFORM_ADMIN = "platform_admin";

    private static final int PROOF_BYTES = 20;

    private final IdentityProviderRepository repository;
    private final Roles roles;
    private final Entitlements entitlements;
    private final MasterKey masterKey;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    IdentityProviders(
            IdentityProviderRepository repository,
            Roles roles,
            Entitlements entitlements,
            MasterKey masterKey,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        this.repository = repository;
        this.roles = roles;
        this.entitlements = entitlements;
        this.masterKey = masterKey;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /** Where somebody is to sign in instead of here. */
    public record Offer(UUID provider, String name) {}

    /** Providers by name. */
    Page<IdentityProvider> list(PageRequest request) {
        var rows = work.readSnapshot(() -> repository.list(request.after().orElse(""), request.fetch()));
        return Page.of(rows, request, provider -> Cursor.after(provider.name()));
    }

    /** The provider with that id. */
    Optional<IdentityProvider> find(UUID id) {
        return work.readSnapshot(() -> repository.find(id));
    }

    /**
     * A provider with what it knows this platform by, both of one moment.
     *
     * @param secret null for none
     */
    record Known(IdentityProvider provider, @Nullable String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Known[%s]".formatted(provider.id());
        }
    }

    /** The provider with that id and its secret. */
    Optional<Known> known(UUID id) {
        return work.readSnapshot(() -> repository
                .find(id)
                .map(provider -> new Known(
                        provider, opened(id, repository.sealedSecret(id)).orElse(null))));
    }

    /** The provider, which nobody else can change until the caller's transaction ends. */
    Optional<IdentityProvider> hold(UUID id) {
        return repository.hold(id);
    }

    /** The secret that the provider knows this platform by, if it is to have one. */
    Optional<String> secret(UUID id) {
        return opened(id, work.read(() -> repository.sealedSecret(id)));
    }

    private Optional<String> opened(UUID id, byte @Nullable [] sealed) {
        return Optional.ofNullable(sealed)
                .map(bytes -> new String(masterKey.open(bytes, about(id)), StandardCharsets.UTF_8));
    }

    /**
     * The provider that a user has to sign in with since a password is not enough for people of that domain. Empty for
     * administrators: where the provider is down or set up wrongly, they still come in. Runs in the caller's transaction.
     */
    public Optional<Offer> insteadOfPassword(UUID user, EmailAddress email) {
        return DomainName.parse(email.domain())
                .flatMap(domain ->
                        repository.insteadOfPassword(user, domain.text(), List.of(Role.TENANT_ADMIN, PLATFORM_ADMIN)))
                .flatMap(repository::find)
                .map(provider -> new Offer(provider.id(), provider.name()));
    }

    /** The providers that a user is known at. */
    List<LinkedIdentity> identitiesOf(UUID user) {
        return work.read(() -> repository.identitiesOf(user));
    }

    ProviderOutcome add(ProviderDraft draft) {
        entitlements.require(Entitlements.SSO);
        try {
            return work.write(change -> {
                roles.takeTurns();
                var id = UuidCreator.getTimeOrderedEpoch();
                var refused = refusal(id, draft);
                if (refused.isPresent()) {
                    return unchanged(change, refused.get());
                }
                var by = CallContext.current().actor().name();
                repository.insert(id, draft, seal(id, draft.clientSecret()), by, clock.instant());
                addDomains(id, draft);
                var made = repository.find(id).orElseThrow();
                change.record(new IdentityProviderAdded(id, made.name()), null, made);
                return new ProviderOutcome.Saved(made);
            });
        } catch (DuplicateKeyException e) {
            return new ProviderOutcome.NameTaken(draft.name());
        }
    }

    /**
     * Changes a provider. It acts on the next sign-in. With another issuer or client it is another provider: who signed in
     * by it is not known by it any more, and its secret has to be given anew.
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    ProviderOutcome update(UUID id, @Nullable String ifMatch, ProviderDraft draft) {
        entitlements.require(Entitlements.SSO);
        try {
            return work.write(change -> {
                roles.takeTurns();
                return changing(id, change, before -> update(before, ifMatch, draft, change));
            });
        } catch (DuplicateKeyException e) {
            return new ProviderOutcome.NameTaken(draft.name());
        }
    }

    private ProviderOutcome update(
            IdentityProvider before, @Nullable String ifMatch, ProviderDraft draft, Change change) {
        Versions.requireMatch(ifMatch, before.version());
        var id = before.id();
        boolean another =
                !before.issuer().equals(draft.issuer()) || !before.clientId().equals(draft.clientId());
        if (another && before.clientSecretSet() && draft.clientSecret() == null) {
            return unchanged(change, new ProviderOutcome.SecretNeeded());
        }
        var refused = refusal(id, draft);
        if (refused.isPresent()) {
            return unchanged(change, refused.get());
        }
        if (another) {
            repository.unlinkAll(id);
        }
        repository.update(id, draft, seal(id, draft.clientSecret()), clock.instant());
        repository.giveUpDomainsBut(id, draft.domains());
        addDomains(id, draft);
        var after = repository.find(id).orElseThrow();
        change.record(new IdentityProviderUpdated(id, after.name()), before, after);
        return new ProviderOutcome.Saved(after);
    }

    /** Removes a provider. Who signed in by it stays, and signs in in another way; its domains are free for others. */
    ProviderOutcome delete(UUID id, @Nullable String ifMatch) {
        return work.write(change -> {
            roles.takeTurns();
            return changing(id, change, before -> delete(before, ifMatch, change));
        });
    }

    private ProviderOutcome delete(IdentityProvider before, @Nullable String ifMatch, Change change) {
        Versions.requireMatch(ifMatch, before.version());
        var beyond = roles.beyond(CallContext.current().actor(), List.of(Role.TENANT_ADMIN));
        if (!beyond.isEmpty()) {
            return unchanged(change, new ProviderOutcome.BeyondCaller(beyond));
        }
        repository.delete(before.id());
        change.record(new IdentityProviderRemoved(before.id(), before.name()), before, null);
        return new ProviderOutcome.Removed();
    }

    /** What came of proving a domain. */
    sealed interface Proved {

        record Verified(IdentityProvider provider) implements Proved {}

        /** The tenant has no such provider, or the provider no such domain. */
        record Absent() implements Proved {}

        /** Another tenant has proved it before. */
        record TakenByAnother() implements Proved {}
    }

    /** Takes a domain for proved. */
    Proved verified(UUID id, DomainName name, VerifiedBy by) {
        return work.write(change -> {
            var before = repository.hold(id);
            var domain = before.flatMap(provider -> provider.domains().stream()
                    .filter(known -> known.domain().equals(name.text()))
                    .findFirst());
            if (before.isEmpty() || domain.isEmpty()) {
                change.nothing();
                return new Proved.Absent();
            }
            if (domain.get().isVerified()) {
                change.nothing();
                return new Proved.Verified(before.get());
            }
            if (!repository.verify(id, name.text(), by, clock.instant())) {
                change.nothing();
                return new Proved.TakenByAnother();
            }
            repository.touch(id, clock.instant());
            var after = repository.find(id).orElseThrow();
            change.record(new EmailDomainVerified(id, name.text(), by), before.get(), after);
            return new Proved.Verified(after);
        });
    }

    /**
     * Takes the proof of a domain back, by an administrator of the tenant. Nobody of it is led to the provider, or made or
     * found by it for the first time, until it is proved anew, by another record; whom the provider knows already it goes on
     * knowing.
     *
     * @param ifMatch the version of the provider, as the caller's {@code If-Match} has it
     */
    ProviderOutcome takeBack(UUID id, DomainName name, @Nullable String ifMatch) {
        return work.write(change -> {
            roles.takeTurns();
            return changing(id, change, before -> {
                Versions.requireMatch(ifMatch, before.version());
                var beyond = roles.beyond(CallContext.current().actor(), List.of(Role.TENANT_ADMIN));
                return beyond.isEmpty()
                        ? takeBack(before, name, change)
                        : unchanged(change, new ProviderOutcome.BeyondCaller(beyond));
            });
        });
    }

    /** The same by who runs the platform, in the current tenant. */
    ProviderOutcome takeBack(UUID id, DomainName name) {
        return work.write(change -> changing(id, change, before -> takeBack(before, name, change)));
    }

    private ProviderOutcome takeBack(IdentityProvider before, DomainName name, Change change) {
        if (before.verified(name).isEmpty()) {
            return unchanged(change, new ProviderOutcome.NotVerified(name.text()));
        }
        var id = before.id();
        repository.takeBack(name.text(), newProof());
        repository.forgetSignIns(id);
        repository.touch(id, clock.instant());
        var after = repository.find(id).orElseThrow();
        change.record(new EmailDomainTakenBack(id, name.text()), before, after);
        return new ProviderOutcome.Saved(after);
    }

    /** The provider of the tenant that has a domain, proved or not. */
    Optional<UUID> ownerOf(DomainName name) {
        return work.read(() -> repository.ownerOf(name.text()));
    }

    private Optional<ProviderOutcome> refusal(UUID id, ProviderDraft draft) {
        var actor = CallContext.current().actor();
        var beyond = roles.beyond(actor, List.of(Role.TENANT_ADMIN));
        if (!beyond.isEmpty()) {
            return Optional.of(new ProviderOutcome.BeyondCaller(beyond));
        }
        if (draft.roles().contains(PLATFORM_ADMIN)) {
            return Optional.of(new ProviderOutcome.RoleRefused(PLATFORM_ADMIN));
        }
        var given = roles.beyond(actor, draft.roles());
        if (!given.isEmpty()) {
            return Optional.of(new ProviderOutcome.BeyondCaller(given));
        }
        return draft.domains().stream()
                .filter(domain -> repository
                        .ownerOf(domain)
                        .filter(owner -> !owner.equals(id))
                        .isPresent())
                .findFirst()
                .map(ProviderOutcome.DomainInUse::new);
    }

    private void addDomains(UUID id, ProviderDraft draft) {
        for (var domain : draft.domains()) {
            repository.addDomain(id, domain, newProof());
        }
    }

    private String newProof() {
        var proof = new byte[PROOF_BYTES];
        random.nextBytes(proof);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
    }

    private byte @Nullable [] seal(UUID id, @Nullable String secret) {
        return secret == null || secret.isEmpty()
                ? null
                : masterKey.seal(secret.getBytes(StandardCharsets.UTF_8), about(id));
    }

    private ProviderOutcome changing(UUID id, Change change, Function<IdentityProvider, ProviderOutcome> operation) {
        var found = repository.hold(id);
        if (found.isEmpty()) {
            return unchanged(change, new ProviderOutcome.Absent(id));
        }
        return operation.apply(found.get());
    }

    private static ProviderOutcome unchanged(Change change, ProviderOutcome outcome) {
        change.nothing();
        return outcome;
    }

    private static String about(UUID id) {
        return "client secret at identity provider %s of %s"
                .formatted(id, CallContext.currentTenant().id());
    }
}
