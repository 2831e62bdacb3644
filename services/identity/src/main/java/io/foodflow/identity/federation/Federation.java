package io.foodflow.identity.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.uuid.UuidCreator;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.federation.ProviderProtocol.Binding;
import io.foodflow.identity.federation.SignInRefusal.Reason;
import io.foodflow.identity.federation.SignInRequests.Request;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.secrets.BrowserSecret;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.identity.sessions.Elsewhere;
import io.foodflow.identity.sessions.ProviderSession;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.web.ProblemException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Signs people in where their company knows them, in the current tenant. A sign-in is a row that is bound to its browser,
 * used once, and gone in ten minutes; the nonce and the verifier of PKCE follow from its state by the master key, so
 * that they are stored nowhere. No transaction is open while the provider is asked. Thread-safe.
 */
final class Federation {

    /** Where somebody goes who asked for no page. */
    static final String WORKSPACE = "/app";

    private static final int PAYMENT_REQUIRED = 402;

    private final IdentityProviders providers;
    private final SignInRequests requests;
    private final Discovery discovery;
    private final ProviderProtocol protocol;
    private final Newcomers newcomers;
    private final Trials trials;
    private final Wishes.Source wishes;
    private final Policies policies;
    private final MasterKey masterKey;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    /** Providers that could not be asked, each written down once while it is not asked again. */
    private final Cache<Unasked, Boolean> written = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Discovery.PAUSE)
            .build();

    private record Unasked(UUID provider, String issuer) {}

    Federation(
            IdentityProviders providers,
            SignInRequests requests,
            Discovery discovery,
            ProviderProtocol protocol,
            Newcomers newcomers,
            Trials trials,
            Wishes.Source wishes,
            Policies policies,
            MasterKey masterKey,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        this.providers = providers;
        this.requests = requests;
        this.discovery = discovery;
        this.protocol = protocol;
        this.newcomers = newcomers;
        this.trials = trials;
        this.wishes = wishes;
        this.policies = policies;
        this.masterKey = masterKey;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A question to a provider.
     *
     * @param to where the browser goes with it
     * @param browser the secret that the browser is known by from now on
     */
    record Question(UUID id, URI to, BrowserSecret browser) {}

    /**
     * What the provider sent back with the browser.
     *
     * @param addressedTo the provider whose address it came to; null if that is none of the tenant
     */
    record Answer(
            TenantSecret state,
            @Nullable UUID addressedTo,
            @Nullable String code,
            @Nullable String error,
            @Nullable String issuer) {

        /** Without the code. */
        @Override
        public String toString() {
            return "Answer[%s]".formatted(error);
        }
    }

    /** Where the browser goes next. */
    sealed interface Next {

        /** To the page that exchanges the ticket for a session, and then to the one that was asked for. */
        record Enter(TenantSecret ticket, String destination) implements Next {}

        /** To the page that shows how a trial went. */
        record ShowTrial(UUID provider, UUID trial) implements Next {}

        /** To the sign-in page, which says why not and still knows where the person wanted to go. */
        record Refuse(Reason reason, String destination) implements Next {}
    }

    /**
     * Begins a sign-in.
     *
     * @param trial whether it is only to be tried out, even at a provider that is switched off
     * @throws SignInRefusal if the provider is not there or cannot be asked
     */
    Question begin(
            UUID id,
            boolean trial,
            @Nullable BrowserSecret known,
            URI redirectUri,
            String destination,
            @Nullable String loginHint) {
        var provider = providers
                .find(id)
                .filter(found -> trial || found.enabled())
                .orElseThrow(() -> new SignInRefusal(Reason.PROVIDER_UNAVAILABLE, "there is no such provider"));
        var metadata = asked(provider, trial);
        var wishes = wishes(destination).of(loginHint);
        var browser = known == null ? BrowserSecret.issue(random) : known;
        var state = TenantSecret.issue(
                Kind.FEDERATION_STATE, CallContext.currentTenant().id(), random);
        var request = UuidCreator.getTimeOrderedEpoch();
        work.write(change -> {
            change.nothing();
            requests.insert(
                    request, state, browser, provider, trial, redirectUri, destination, wishes, clock.instant());
            return request;
        });
        return new Question(
                request, ProviderProtocol.question(provider, metadata, binding(state, redirectUri), wishes), browser);
    }

    private Wishes wishes(String destination) {
        return work.read(() -> wishes.behind(destination));
    }

    private OIDCProviderMetadata asked(IdentityProvider provider, boolean trial) {
        if (trial) {
            return discovery.anew(provider.issuer());
        }
        try {
            return discovery.of(provider.issuer());
        } catch (SignInRefusal refusal) {
            var unasked = new Unasked(provider.id(), provider.issuer());
            if (written.asMap().putIfAbsent(unasked, true) == null) {
                record(provider.id(), refusal);
            }
            throw refusal;
        }
    }

    private void record(UUID provider, SignInRefusal refusal) {
        work.write(change -> {
            var reason = refusal.reason().text();
            change.record(new FederatedSignInRefused(provider, reason, refusal.detail()), null, null, reason);
            return true;
        });
    }

    /** Goes on with what the provider answered. Every refusal is in the trail of the provider, save of a trial. */
    Next arrive(Answer answer, @Nullable BrowserSecret browser) {
        var found = work.read(() -> requests.find(answer.state()));
        if (found.isEmpty()) {
            return new Next.Refuse(Reason.UNKNOWN_REQUEST, WORKSPACE);
        }
        var request = found.get();
        if (!request.expiresAt().isAfter(clock.instant())) {
            return new Next.Refuse(Reason.UNKNOWN_REQUEST, request.isOf(browser) ? request.destination() : WORKSPACE);
        }
        try {
            if (!request.isOf(browser)) {
                throw new SignInRefusal(Reason.OTHER_BROWSER, "the sign-in began in another browser");
            }
            use(request);
            if (!request.provider().equals(answer.addressedTo())) {
                throw new SignInRefusal(
                        Reason.WRONG_ISSUER, "the answer came to the address of another provider than was asked");
            }
            return go(request, answer);
        } catch (SignInRefusal refusal) {
            return refuse(request, refusal);
        }
    }

    private Next go(Request request, Answer answer) {
        var known = providers
                .known(request.provider())
                .filter(now -> request.asked(now.provider()) && (now.provider().enabled() || request.trial()))
                .orElseThrow(Federation::changedMeanwhile);
        var provider = known.provider();
        var metadata = discovery.of(provider.issuer());
        requireIssuer(provider, metadata.supportsAuthorizationResponseIssuerParam(), answer.issuer());
        requireCode(answer);
        var claimed = protocol.answer(
                provider,
                known.secret(),
                metadata,
                binding(answer.state(), request.redirectUri()),
                String.valueOf(answer.code()));
        var asked = whenAsked(request, claimed);
        if (request.trial()) {
            trials.finish(request, provider, claimed);
            return new Next.ShowTrial(provider.id(), request.id());
        }
        if (!policies.get().admits(CallContext.current().origin().ip())) {
            throw new SignInRefusal(Reason.ADDRESS_NOT_ALLOWED, "the policy lets nobody in from that address");
        }
        var from = new ProviderSession(
                provider.id(), claimed.session().orElse(null), new Elsewhere(asked, claimed.methods()));
        return new Next.Enter(admit(request, provider, claimed, from), request.destination());
    }

    /** When the person was asked at the provider; null where that is not known, and did not matter. */
    private @Nullable Instant whenAsked(Request request, Claimed claimed) {
        var said = claimed.authenticatedAt();
        var maxAge = request.asksAnew() ? Long.valueOf(0) : request.maxAgeSeconds();
        if (maxAge != null) {
            var earliest = request.createdAt().minusSeconds(maxAge).minusSeconds(ProviderProtocol.SKEW_SECONDS);
            if (said.isEmpty()) {
                throw new SignInRefusal(
                        Reason.ID_TOKEN_REFUSED,
                        "the ID token has no auth_time, which max_age in the request asks for; an application wants a"
                                + " fresh sign-in, and nothing else shows one");
            }
            if (said.get().isBefore(earliest)) {
                throw new SignInRefusal(
                        Reason.SIGN_IN_TOO_OLD,
                        "the provider was to ask the person again, but its auth_time is %s".formatted(said.get()));
            }
        }
        return said.map(this::notInTheFuture).orElse(null);
    }

    private Instant notInTheFuture(Instant time) {
        var now = clock.instant();
        return time.isAfter(now) ? now : time;
    }

    private TenantSecret admit(Request request, IdentityProvider provider, Claimed claimed, ProviderSession from) {
        var password = newcomers.isNew(provider, claimed) ? newcomers.unknownPassword() : null;
        try {
            return work.write(change -> {
                newcomers.takeTurns();
                requireUnchanged(provider);
                UserView user = newcomers
                        .admit(provider, claimed, password, change)
                        .orElseThrow(() -> new SignInRefusal(
                                Reason.REQUEST_USED, "the user was removed at the same moment; try again"));
                boolean secondFactor = claimed.hasSecondFactor(provider.secondFactorValues());
                var ticket = TenantSecret.issue(
                        Kind.FEDERATION_TICKET, CallContext.currentTenant().id(), random);
                requests.arrived(request.id(), ticket, user.id(), secondFactor, from, clock.instant());
                change.record(new FederatedSignInAccepted(user.id(), provider.id(), secondFactor), null, null);
                return ticket;
            });
        } catch (DuplicateKeyException e) {
            throw new SignInRefusal(
                    Reason.REQUEST_USED, "the same person signed in for the first time at the same moment; try again");
        } catch (ProblemException e) {
            if (e.problem().status() != PAYMENT_REQUIRED) {
                throw e;
            }
            throw new SignInRefusal(
                    Reason.QUOTA_EXCEEDED, String.valueOf(e.problem().detail()));
        }
    }

    /** While the provider was asked, an administrator may have switched it off, or said otherwise who gets what. */
    private void requireUnchanged(IdentityProvider provider) {
        var now = providers.hold(provider.id());
        if (now.isEmpty() || !now.get().enabled() || now.get().version() != provider.version()) {
            throw changedMeanwhile();
        }
    }

    private static SignInRefusal changedMeanwhile() {
        return new SignInRefusal(Reason.PROVIDER_UNAVAILABLE, "the provider was switched off or changed meanwhile");
    }

    private void use(Request request) {
        boolean first = !request.used()
                && work.write(change -> {
                    change.nothing();
                    return requests.use(request.id(), clock.instant());
                });
        if (!first) {
            throw new SignInRefusal(Reason.REQUEST_USED, "the answer came a second time");
        }
    }

    private Next refuse(Request request, SignInRefusal refusal) {
        var reason = refusal.reason();
        boolean ofTheBrowser = reason != Reason.OTHER_BROWSER && reason != Reason.REQUEST_USED;
        if (request.trial() && ofTheBrowser) {
            trials.fail(request, refusal); // nobody wanted to come in
            return new Next.ShowTrial(request.provider(), request.id());
        }
        record(request.provider(), refusal);
        return new Next.Refuse(reason, reason == Reason.OTHER_BROWSER ? WORKSPACE : request.destination());
    }

    /** RFC 9207: whose answer it is, so that nobody is led to send one provider's code to another. */
    private static void requireIssuer(IdentityProvider provider, boolean promised, @Nullable String issuer) {
        if (issuer == null ? promised : !issuer.equals(provider.issuer())) {
            throw new SignInRefusal(
                    Reason.WRONG_ISSUER,
                    issuer == null
                            ? "the answer does not say whose it is, though the provider promises that"
                            : "the answer is of another issuer than the one that was asked");
        }
    }

    private static void requireCode(Answer answer) {
        var error = answer.error();
        if (error != null) {
            var code = ProviderProtocol.plain(error).orElse("an error");
            throw new SignInRefusal(
                    code.equals("access_denied") ? Reason.CANCELLED : Reason.PROVIDER_REFUSED,
                    "the provider answers %s".formatted(code));
        }
        if (answer.code() == null) {
            throw new SignInRefusal(Reason.PROVIDER_WRONG, "the provider's answer has no code");
        }
    }

    private Binding binding(TenantSecret state, URI redirectUri) {
        return new Binding(
                state.text(),
                masterKey.fingerprint("nonce of " + state.text()),
                masterKey.fingerprint("verifier of " + state.text()),
                redirectUri);
    }

    /** Where people of that domain sign in, if it is proved to be the current tenant's. */
    Optional<IdentityProviders.Offer> offer(UUID provider) {
        return providers
                .find(provider)
                .filter(IdentityProvider::enabled)
                .map(found -> new IdentityProviders.Offer(found.id(), found.name()));
    }
}
