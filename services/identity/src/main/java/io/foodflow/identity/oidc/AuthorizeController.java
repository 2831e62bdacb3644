package io.foodflow.identity.oidc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.foodflow.identity.oidc.AuthorizationRequests.Waiting;
import io.foodflow.identity.oidc.Authorizing.Decided;
import io.foodflow.identity.oidc.Authorizing.Hurdle;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.PublicAddress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/oidc/{tenant}")
@Tag(name = "OpenID Connect")
final class AuthorizeController {

    private final Issuers issuers;
    private final Authorizing authorizing;
    private final RegisteredClients clients;
    private final PublicAddress address;
    private final UnitOfWork work;

    AuthorizeController(
            Issuers issuers,
            Authorizing authorizing,
            RegisteredClients clients,
            PublicAddress address,
            UnitOfWork work) {
        this.issuers = issuers;
        this.authorizing = authorizing;
        this.clients = clients;
        this.address = address;
        this.work = work;
    }

    @GetMapping("/authorize")
    @OpenToAll
    @Operation(
            summary = "Sign somebody in to an application",
            description =
                    "OpenID Connect Core §3.1.2, for browsers: with response_type=code, and prompt, max_age,"
                            + " acr_values, login_hint, id_token_hint, claims, ui_locales, response_mode, state, nonce and PKCE.")
    ResponseEntity<String> authorize(@PathVariable String tenant, HttpServletRequest request) {
        return issuers.call(
                tenant,
                request,
                issuer -> step(
                        issuer,
                        authorizing.begin(
                                issuer,
                                request.getParameterMap(),
                                BrowserCookies.requester(request),
                                BrowserCookies.signedIn(request))));
    }

    @PostMapping(path = "/authorize", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @OpenToAll
    @Operation(summary = "As GET, with the parameters in a form")
    ResponseEntity<String> authorizeByForm(@PathVariable String tenant, HttpServletRequest request) {
        return authorize(tenant, request);
    }

    @GetMapping("/requests/{id}")
    @OpenToAll
    @Operation(
            summary = "Get an application's request that waits for its user",
            description = "For the workspace's page in the browser that the request came from, and in no other. With a"
                    + " user's token it says what is left to do.")
    Shown request(@PathVariable String tenant, @PathVariable UUID id, HttpServletRequest request) {
        return issuers.call(
                tenant,
                request,
                issuer -> work.read(() -> authorizing
                        .waiting(id, BrowserCookies.requester(request))
                        .flatMap(waiting -> shown(issuer, waiting))
                        .orElseThrow(() -> unknown(id))));
    }

    private Optional<Shown> shown(Issuer issuer, Waiting waiting) {
        return clients.ours(waiting.client().toString()).map(client -> {
            var session = session();
            var hurdle = authorizing.hurdle(waiting, client, session.orElse(null));
            var user = Optional.ofNullable(CallContext.current().actor().id()).filter(id -> session.isPresent());
            boolean ask = user.isEmpty() || authorizing.hasToAsk(waiting, client, user.get());
            return new Shown(
                    client.name(),
                    new Company(issuer.tenant().slug(), issuer.tenant().name()),
                    waiting.parameters().get("login_hint"),
                    waiting.parameters().get("ui_locales"),
                    Authorizing.toAgree(client, waiting.parameters()),
                    switch (hurdle) {
                        case NONE -> ask ? Next.AGREE : Next.GO;
                        case CLASS_UNMET -> Next.GO;
                        case SIGN_IN_AGAIN -> Next.SIGN_IN;
                        case ANOTHER_USER -> Next.ANOTHER_USER;
                    });
        });
    }

    @PostMapping("/requests/{id}/decision")
    @SignedIn
    @Operation(
            summary = "Let an application do what it asks, or not",
            description = "By the signed-in user, in the browser that the request came from. The answer says where the"
                    + " browser goes next.")
    ResponseEntity<Decision> decide(
            @PathVariable String tenant,
            @PathVariable UUID id,
            @RequestBody Choice choice,
            HttpServletRequest request) {
        if (choice.allow() == null) {
            throw new ProblemException(Problems.invalid("allow", "required", "allow is required: true or false"));
        }
        boolean allow = choice.allow();
        return issuers.call(tenant, request, issuer -> {
            var session = session().orElseThrow(() -> unknown(id));
            var outcome = authorizing.decide(id, BrowserCookies.requester(request), session, allow);
            return switch (outcome) {
                case Decided.Go(var browser) -> {
                    var answer = ResponseEntity.ok();
                    if (browser != null) {
                        answer.header(HttpHeaders.SET_COOKIE, BrowserCookies.signedIn(issuer, browser));
                    }
                    yield answer.body(new Decision(issuer.endpoint("requests/%s/continue".formatted(id))));
                }
                case Decided.Gone _ -> throw unknown(id);
                case Decided.Not(var hurdle) -> throw refused(hurdle);
            };
        });
    }

    @GetMapping("/requests/{id}/continue")
    @OpenToAll
    @Operation(summary = "Send the browser back to the application with the answer, once")
    ResponseEntity<String> finish(@PathVariable String tenant, @PathVariable UUID id, HttpServletRequest request) {
        return issuers.call(
                tenant,
                request,
                issuer -> step(
                        issuer,
                        authorizing.finish(
                                issuer, id, BrowserCookies.requester(request), BrowserCookies.signedIn(request))));
    }

    private ResponseEntity<String> step(Issuer issuer, Step step) {
        return switch (step) {
            case Step.Tell tell -> ProviderPages.tell(tell);
            case Step.Show show -> ProviderPages.show(show);
            case Step.Ask(var id, var browser) -> {
                var page = ProviderPages.redirect(address.link("/app/connect?tenant=%s&request=%s"
                        .formatted(issuer.tenant().slug(), id)));
                yield browser == null
                        ? page
                        : ResponseEntity.status(page.getStatusCode())
                                .headers(page.getHeaders())
                                .header(HttpHeaders.SET_COOKIE, BrowserCookies.requester(issuer, browser))
                                .build();
            }
        };
    }

    /** The session of the caller, if it is a user; of another tenant's user the issuer knows nothing. */
    private static Optional<UUID> session() {
        var actor = CallContext.current().actor();
        return actor.kind() == Actor.Kind.USER
                ? Optional.ofNullable(actor.session())
                        .filter(session -> !session.isEmpty())
                        .map(UUID::fromString)
                : Optional.empty();
    }

    private static ProblemException refused(Hurdle hurdle) {
        return new ProblemException(
                switch (hurdle) {
                    case SIGN_IN_AGAIN ->
                        Problem.of(
                                409,
                                "sign-in-again",
                                "Sign in again",
                                "the application or your company asks for a fresh sign-in: sign in again and repeat");
                    case ANOTHER_USER ->
                        Problem.of(
                                409,
                                "another-user",
                                "Another user is meant",
                                "the application asks for another user: sign in as that user and repeat");
                    case NONE, CLASS_UNMET -> throw new IllegalStateException("nothing was refused");
                });
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("request of an application in this browser", id));
    }

    /** What the user makes of it. */
    record Choice(@Nullable Boolean allow) {}

    /** Where the browser goes next. */
    record Decision(@JsonProperty("continue") String next) {}

    /**
     * A request as its user sees it.
     *
     * @param asks scopes, and single claims as {@code claim:email}
     */
    record Shown(
            String application,
            Company tenant,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String loginHint,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String uiLocales,

            List<String> asks,
            Next next) {

        Shown {
            asks = List.copyOf(asks);
        }
    }

    record Company(String slug, String name) {}

    /** What is left to do. */
    enum Next {
        @JsonProperty("sign_in")
        SIGN_IN,
        @JsonProperty("another_user")
        ANOTHER_USER,
        @JsonProperty("agree")
        AGREE,
        @JsonProperty("go")
        GO
    }
}
