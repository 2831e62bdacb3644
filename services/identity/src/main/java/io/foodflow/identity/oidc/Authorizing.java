package io.foodflow.identity.oidc;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.identity.oidc.AuthorizationRequests.BrowserHash;
import io.foodflow.identity.oidc.AuthorizationRequests.Waiting;
import io.foodflow.identity.oidc.clients.OAuthClient;
import io.foodflow.identity.oidc.clients.OAuthClient.GrantType;
import io.foodflow.identity.oidc.clients.Scope;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.secrets.BrowserSecret;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.sessions.SignIn;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/**
 * Answers requests for authorization (OpenID Connect Core §3.1.2). A request that needs its user waits in the tenant's
 * schema, bound to the browser it came from, while the user signs in to the workspace, where the workspace's own rules
 * (second factor, networks, locks) hold, and agrees; then the same browser comes back for the answer. Thread-safe.
 */
final class Authorizing {

    /** How a claim that was asked for by itself is noted among the scopes that a user agreed to. */
    static final String CLAIM = "claim:";

    private static final Authentication NOBODY =
            new AnonymousAuthenticationToken("nobody", "nobody", AuthorityUtils.createAuthorityList("NOBODY"));

    private final AuthenticationProvider codes;
    private final RegisteredClients clients;
    private final StoredAuthorizations authorizations;
    private final AuthorizationRequests requests;
    private final Sessions sessions;
    private final Policies policies;
    private final UnitOfWork work;
    private final Clock clock;
    private final SecureRandom random;

    Authorizing(
            AuthenticationProvider codes,
            RegisteredClients clients,
            StoredAuthorizations authorizations,
            AuthorizationRequests requests,
            Sessions sessions,
            Policies policies,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        this.codes = codes;
        this.clients = clients;
        this.authorizations = authorizations;
        this.requests = requests;
        this.sessions = sessions;
        this.policies = policies;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Takes a request.
     *
     * @param requester secret of the browser that earlier requests came from
     * @param signedIn secret of the browser in which somebody signed in
     */
    Step begin(
            Issuer issuer,
            Map<String, String[]> sent,
            Optional<BrowserSecret> requester,
            Optional<BrowserSecret> signedIn) {
        var read = AuthorizationParameters.read(sent);
        if (read.isEmpty()) {
            return new Step.Show(OAuth2ErrorCodes.INVALID_REQUEST, "a parameter was sent twice or is too long");
        }
        var parameters = read.get();
        var client = clients.ours(parameters.get("client_id"));
        if (client.isPresent() && !client.get().grantTypes().contains(GrantType.AUTHORIZATION_CODE)) {
            return new Step.Show(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "this application signs nobody in");
        }
        var wrong = wrong(issuer, parameters, client.orElse(null));
        if (wrong.isPresent() || client.isEmpty()) {
            return wrong.orElseGet(() -> new Step.Show(OAuth2ErrorCodes.INVALID_REQUEST, "no such application"));
        }
        return unlessEnded(
                () -> work.write(change -> begin(issuer, parameters, client.get(), requester, signedIn, change)));
    }

    private Step begin(
            Issuer issuer,
            AuthorizationParameters parameters,
            OAuthClient client,
            Optional<BrowserSecret> requester,
            Optional<BrowserSecret> signedIn,
            Change change) {
        if (clients.keep(client.id()).isEmpty()) {
            change.nothing();
            return new Step.Show(OAuth2ErrorCodes.INVALID_REQUEST, "no such application");
        }
        var session = signedIn.flatMap(requests::sessionIn);
        session.ifPresent(requests::keepUserOf);
        var known = session.flatMap(this::signIn);
        var signInAfter = signInAfter(parameters);
        boolean fine = known.isPresent()
                && !parameters.prompts("login")
                && meets(known.get(), signInAfter)
                && isOfEssentialClass(known.get(), parameters)
                && isMeant(known.get(), parameters, client);
        boolean agreed = fine && agreed(known.get().user(), client, parameters);
        if (fine && agreed && !parameters.prompts("select_account")) {
            return answer(issuer, parameters, client, known.get(), change);
        }
        if (parameters.prompts("none")) {
            change.nothing();
            var error = fine ? "consent_required" : "login_required";
            return Answers.tell(issuer, parameters, client, Map.of("error", error));
        }
        requests.makeRoom(client.id());
        var browser = requester.orElseGet(() -> BrowserSecret.issue(random));
        var now = clock.instant();
        var waiting = new Waiting(
                UuidCreator.getTimeOrderedEpoch(),
                BrowserHash.of(browser),
                client.id(),
                parameters,
                parameters.prompts("login") ? now : signInAfter.orElse(null),
                asksAnyway(parameters),
                null,
                false,
                null,
                now);
        requests.insert(waiting, browser);
        change.nothing();
        return new Step.Ask(waiting.id(), requester.isPresent() ? null : browser.text());
    }

    /** What is wrong with a request, whoever its user is. */
    private Optional<Step> wrong(Issuer issuer, AuthorizationParameters parameters, @Nullable OAuthClient client) {
        try {
            work.read(() -> codes.authenticate(parameters.by(NOBODY, issuer, client)));
            throw new IllegalStateException("a request was answered without a user");
        } catch (OAuth2AuthorizationCodeRequestAuthenticationException e) {
            if (client == null || !isAboutTheUser(e.getError())) {
                return Optional.of(Answers.refused(issuer, parameters, client, e));
            }
            return ProtocolRules.broken(parameters)
                    .map(error -> Answers.tell(issuer, parameters, client, Answers.error(error)));
        }
    }

    /** A request that waits, seen from the browser it came from. */
    Optional<Waiting> waiting(UUID id, Optional<BrowserSecret> requester) {
        return requester.flatMap(browser -> requests.find(id, clock.instant())
                .filter(request -> request.browser().equals(BrowserHash.of(browser))));
    }

    /** What keeps the user of a session from an answer. */
    enum Hurdle {
        NONE,
        /** The sign-in is too old, or less than the company asks for. */
        SIGN_IN_AGAIN,
        /** The application means somebody else. */
        ANOTHER_USER,
        /** The sign-in is fresh, and still not of a class that the application needs. */
        CLASS_UNMET
    }

    /** What keeps the user of that session from an answer to a request. Runs in the caller's transaction. */
    Hurdle hurdle(Waiting request, OAuthClient client, @Nullable UUID session) {
        var signIn = Optional.ofNullable(session).flatMap(this::signIn);
        if (signIn.isEmpty() || !meets(signIn.get(), Optional.ofNullable(request.signInAfter()))) {
            return Hurdle.SIGN_IN_AGAIN;
        }
        if (!isMeant(signIn.get(), request.parameters(), client)) {
            return Hurdle.ANOTHER_USER;
        }
        if (isOfEssentialClass(signIn.get(), request.parameters())) {
            return Hurdle.NONE;
        }
        return signIn.get().at().isBefore(request.createdAt()) ? Hurdle.SIGN_IN_AGAIN : Hurdle.CLASS_UNMET;
    }

    private static boolean isOfEssentialClass(SignIn signIn, AuthorizationParameters parameters) {
        var essential = parameters.essentialClasses();
        return essential.isEmpty() || SignInClass.wanted(signIn, essential).isPresent();
    }

    /** Whether the user of that session has to be asked. Runs in the caller's transaction. */
    boolean hasToAsk(Waiting request, OAuthClient client, UUID user) {
        return request.askConsent() || !agreed(user, client, request.parameters());
    }

    /** What came of a user's decision. */
    sealed interface Decided {

        /**
         * The browser may come back for the answer.
         *
         * @param browser the secret by which it is known from now on; null after a refusal
         */
        record Go(@Nullable String browser) implements Decided {

            /** Without the secret. */
            @Override
            public String toString() {
                return "Go[]";
            }
        }

        record Not(Hurdle hurdle) implements Decided {}

        /** There is no such request in this browser any more. */
        record Gone() implements Decided {}
    }

    /** The user of a session lets the application of a request do what it asks, or does not. */
    Decided decide(UUID id, Optional<BrowserSecret> requester, UUID session, boolean allow) {
        return work.write(change -> {
            var held = hold(id, session)
                    .filter(found -> requester
                            .filter(browser -> found.request().browser().equals(BrowserHash.of(browser)))
                            .isPresent())
                    .filter(found -> found.request().session() == null
                            && !found.request().denied());
            if (held.isEmpty()) {
                change.nothing();
                return new Decided.Gone();
            }
            return decide(held.get().request(), held.get().client(), session, allow, change);
        });
    }

    /** A request that waits, and its application. */
    private record Held(Waiting request, OAuthClient client) {}

    /**
     * Holds a request with all that an answer to it needs until the transaction ends. First the application, then the user,
     * then the request: so does whoever removes an application or a user, with which their requests go.
     *
     * @param session that decides; null for the one that decided
     */
    private Optional<Held> hold(UUID id, @Nullable UUID session) {
        return requests.find(id, clock.instant())
                .flatMap(found -> clients.keep(found.client()).flatMap(client -> {
                    var of = session == null ? found.session() : session;
                    if (of != null) {
                        requests.keepUserOf(of);
                    }
                    return requests.hold(id, clock.instant()).map(held -> new Held(held, client));
                }));
    }

    private Decided decide(Waiting request, OAuthClient client, UUID session, boolean allow, Change change) {
        var user = Objects.requireNonNull(CallContext.current().actor().id());
        if (!allow) {
            requests.deny(request.id(), null);
            change.record(new OAuthConsentRefused(user, client.id()), null, null);
            return new Decided.Go(null);
        }
        var hurdle = hurdle(request, client, session);
        if (hurdle == Hurdle.CLASS_UNMET) {
            requests.deny(request.id(), ProtocolRules.UNMET);
            change.nothing();
            return new Decided.Go(null);
        }
        if (hurdle != Hurdle.NONE) {
            change.nothing();
            return new Decided.Not(hurdle);
        }
        var scopes = toAgree(client, request.parameters());
        if (hasToAsk(request, client, user)) {
            requests.agree(user, client.id(), scopes, clock.instant());
            change.record(new OAuthConsentGiven(user, client.id(), scopes), null, null);
        } else {
            change.nothing();
        }
        var browser = BrowserSecret.issue(random);
        requests.know(browser, session, clock.instant());
        requests.allow(request.id(), session);
        return new Decided.Go(browser.text());
    }

    /** The answer to a request that was decided, for the browser that its user decided in. It is given once. */
    Step finish(Issuer issuer, UUID id, Optional<BrowserSecret> requester, Optional<BrowserSecret> signedIn) {
        return unlessEnded(() -> work.write(change -> {
            var held = hold(id, null);
            if (held.isEmpty()) {
                change.nothing();
                return Answers.gone();
            }
            return finish(issuer, held.get().request(), held.get().client(), requester, signedIn, change);
        }));
    }

    private static Step unlessEnded(Supplier<Step> step) {
        try {
            return step.get();
        } catch (SessionEnded e) {
            return Answers.gone();
        }
    }

    private Step finish(
            Issuer issuer,
            Waiting request,
            OAuthClient client,
            Optional<BrowserSecret> requester,
            Optional<BrowserSecret> signedIn,
            Change change) {
        var parameters = request.parameters();
        if (request.denied()
                && requester
                        .map(BrowserHash::of)
                        .filter(request.browser()::equals)
                        .isPresent()) {
            requests.remove(request.id());
            change.nothing();
            var error = Objects.requireNonNullElse(request.error(), OAuth2ErrorCodes.ACCESS_DENIED);
            return Answers.tell(issuer, parameters, client, Map.of("error", error));
        }
        var session = signedIn.flatMap(requests::sessionIn)
                .filter(known -> known.equals(request.session()))
                .flatMap(this::signIn);
        if (session.isEmpty()) {
            change.nothing();
            return Answers.gone();
        }
        requests.remove(request.id());
        return answer(issuer, parameters, client, session.get(), change);
    }

    private Step answer(
            Issuer issuer, AuthorizationParameters parameters, OAuthClient client, SignIn who, Change change) {
        try {
            var result = (OAuth2AuthorizationCodeRequestAuthenticationToken)
                    Objects.requireNonNull(codes.authenticate(parameters.by(new Person(who), issuer, client)));
            if (!sessions.keep(who.session())) {
                throw new SessionEnded();
            }
            change.record(new OAuthCodeIssued(who.user(), client.id()), null, null);
            var code = Objects.requireNonNull(result.getAuthorizationCode());
            return Answers.tell(issuer, parameters, client, Map.of("code", code.getTokenValue()));
        } catch (OAuth2AuthorizationCodeRequestAuthenticationException e) {
            change.nothing();
            return Answers.refused(issuer, parameters, client, e);
        }
    }

    /** Undoes what was written for a session that ended meanwhile. */
    private static final class SessionEnded extends RuntimeException {
        private static final long serialVersionUID = 1;

        private SessionEnded() {
            super("the session ended while a code was made for it", null, false, false);
        }
    }

    /** The sign-in of a session that goes on, if it is all that the company asks for now. */
    private Optional<SignIn> signIn(UUID session) {
        var policy = policies.current();
        return policy.admits(CallContext.current().origin().ip())
                ? sessions.signIn(session).filter(found -> found.secondFactor() || !policy.secondFactorRequired())
                : Optional.empty();
    }

    private Optional<Instant> signInAfter(AuthorizationParameters parameters) {
        return Optional.ofNullable(parameters.get("max_age"))
                .map(seconds -> clock.instant().minusSeconds(Long.parseLong(seconds)));
    }

    private static boolean meets(SignIn signIn, Optional<Instant> after) {
        return after.filter(time -> !signIn.isSince(time)).isEmpty();
    }

    /** Whether the application means this user, or anybody. */
    private boolean isMeant(SignIn signIn, AuthorizationParameters parameters, OAuthClient client) {
        var subject = parameters.claims(client).subject();
        if (subject != null && !subject.equals(signIn.user().toString())) {
            return false;
        }
        var hint = parameters.get("id_token_hint");
        return hint == null
                || authorizations
                        .hinted(hint)
                        .filter(meant -> signIn.user().equals(meant.user()))
                        .isPresent();
    }

    private boolean agreed(UUID user, OAuthClient client, AuthorizationParameters parameters) {
        if (parameters.prompts("consent")) {
            return false;
        }
        return !client.consentRequired() || requests.agreed(user, client.id(), toAgree(client, parameters));
    }

    private static boolean asksAnyway(AuthorizationParameters parameters) {
        return parameters.prompts("consent") || parameters.prompts("select_account");
    }

    /** What the user is asked for: scopes, and claims that no scope of the request opens. */
    static List<String> toAgree(OAuthClient client, AuthorizationParameters parameters) {
        var scopes = parameters.scopes(client);
        var opened = PersonClaims.opened(scopes);
        var all = new ArrayList<>(scopes);
        parameters.claims(client).all().stream()
                .filter(claim ->
                        !opened.contains(claim) && !Scope.OPENID.claims().contains(claim))
                .map(claim -> CLAIM + claim)
                .forEach(all::add);
        return all;
    }

    /** The protocol's code has found all in order but that nobody is signed in. */
    private static boolean isAboutTheUser(OAuth2Error error) {
        return OAuth2ErrorCodes.INVALID_REQUEST.equals(error.getErrorCode())
                && "OAuth 2.0 Parameter: principal".equals(error.getDescription());
    }
}
