package io.foodflow.identity.federation;

import io.foodflow.identity.federation.LogoutTokens.SignedOut;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.platform.changes.UnitOfWork;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;

/** Signing out on both sides: at the provider when somebody signs out here, and here when it is done there. Thread-safe. */
public final class SignOuts {

    private final IdentityProviders providers;
    private final IdentityProviderRepository repository;
    private final SignInRequests requests;
    private final Discovery discovery;
    private final ProviderCalls calls;
    private final LogoutTokens tokens;
    private final CallbackAddress callback;
    private final Sessions sessions;
    private final UnitOfWork work;
    private final Clock clock;

    SignOuts(
            IdentityProviders providers,
            IdentityProviderRepository repository,
            SignInRequests requests,
            Discovery discovery,
            ProviderCalls calls,
            LogoutTokens tokens,
            CallbackAddress callback,
            Sessions sessions,
            UnitOfWork work,
            Clock clock) {
        this.providers = providers;
        this.repository = repository;
        this.requests = requests;
        this.discovery = discovery;
        this.calls = calls;
        this.tokens = tokens;
        this.callback = callback;
        this.sessions = sessions;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Where somebody can sign out who is signed in there still.
     *
     * @param name of the provider
     * @param url for the browser
     */
    public record SignOutPage(String name, String url) {}

    /**
     * Where to sign out at a provider (OpenID Connect RP-Initiated Logout 1.0); empty if it does not offer that, or cannot be
     * asked just now. No ID token is kept, so the platform is named by its client id. To be asked outside any transaction.
     *
     * @param request that signed out here
     */
    public Optional<SignOutPage> at(UUID provider, HttpServletRequest request) {
        return providers
                .find(provider)
                .flatMap(known -> endpoint(known).map(endpoint -> {
                    var parameters = new LinkedHashMap<String, String>();
                    parameters.put("client_id", known.clientId());
                    parameters.put(
                            "post_logout_redirect_uri",
                            callback.signedOut(request).toString());
                    var separator = endpoint.getRawQuery() == null ? "?" : "&";
                    return new SignOutPage(known.name(), endpoint + separator + ProviderCalls.encoded(parameters));
                }));
    }

    private Optional<URI> endpoint(IdentityProvider provider) {
        try {
            return Optional.ofNullable(discovery.of(provider.issuer()).getEndSessionEndpointURI())
                    .filter(calls::isUsable)
                    .filter(uri -> uri.getRawFragment() == null);
        } catch (SignInRefusal refusal) {
            return Optional.empty();
        }
    }

    /**
     * Ends the sessions that a provider's logout token means, all of their tokens, and sign-ins on the way to one.
     *
     * @return whether there is such a provider
     * @throws SignInRefusal if the token is not good, or came before
     */
    boolean end(UUID id, String token) {
        var provider = providers.find(id);
        provider.ifPresent(known -> end(id, tokens.read(known, token)));
        return provider.isPresent();
    }

    private void end(UUID provider, SignedOut signedOut) {
        work.<Boolean>write(change -> {
            if (!requests.hear(provider, signedOut.id(), clock.instant().plus(LogoutTokens.LIFE.multipliedBy(2)))) {
                throw new SignInRefusal(SignInRefusal.Reason.REQUEST_USED, "the logout token came a second time");
            }
            var user = Optional.ofNullable(signedOut.subject())
                    .flatMap(subject -> repository.userOf(provider, subject))
                    .orElse(null);
            var waiting = requests.waiting(provider, signedOut.session(), user);
            var ended = sessions.endFrom(provider, signedOut.session(), user, waiting);
            requests.forget(provider, signedOut.session(), user);
            ended.forEach(session ->
                    change.record(new FederatedSessionEnded(session.user(), session.session(), provider), null, null));
            if (ended.isEmpty()) {
                change.nothing();
            }
            return true;
        });
    }
}
