package io.foodflow.identity.federation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.identity.federation.Federation.Answer;
import io.foodflow.identity.federation.Federation.Next;
import io.foodflow.identity.federation.SignInRefusal.Reason;
import io.foodflow.identity.federation.Trials.Trial;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.identity.users.EmailAddress;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

@RestController
@Tag(name = "Single sign-on")
final class FederationController {

    private static final Logger log = LoggerFactory.getLogger(FederationController.class);
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9_]{1,40}");
    /** A page of the workspace: no other site, however browsers read it. */
    private static final Pattern PAGE = Pattern.compile("/app(/[A-Za-z0-9_~.-]+)*/?(\\?[A-Za-z0-9_~.%&=+-]*)?");

    private static final int LONGEST = 8_192;
    private static final String INVALID_REQUEST = "invalid_request";

    private final Federation federation;
    private final VerifiedDomains domains;
    private final Trials trials;
    private final SignOuts signOuts;
    private final Tenants tenants;
    private final CallbackAddress callback;

    FederationController(
            Federation federation,
            VerifiedDomains domains,
            Trials trials,
            SignOuts signOuts,
            Tenants tenants,
            CallbackAddress callback) {
        this.federation = federation;
        this.domains = domains;
        this.trials = trials;
        this.signOuts = signOuts;
        this.tenants = tenants;
        this.callback = callback;
    }

    @PostMapping("/auth/sso/discover")
    @OpenToAll
    @Operation(
            summary = "Find where somebody signs in",
            description =
                    "By the domain of the e-mail address alone: the answer is the same whether there is such a user"
                            + " or not. sso is null where a password is asked for.")
    Discovered discover(@RequestBody Asked request) {
        var domain = Optional.ofNullable(request.email())
                .flatMap(EmailAddress::parse)
                .flatMap(email -> DomainName.parse(email.domain()));
        return new Discovered(domain.flatMap(domains::of)
                .flatMap(home -> tenants.find(home.tenant())
                        .filter(Tenant::isActive)
                        .flatMap(tenant -> in(tenant)
                                .call(() -> federation.offer(home.provider()))
                                .map(offer -> new Sso(
                                        offer.name(),
                                        tenant.name(),
                                        "/auth/sso/%s/%s/start".formatted(tenant.slug(), offer.provider())))))
                .orElse(null));
    }

    @GetMapping("/auth/sso/{tenant}/{provider}/start")
    @OpenToAll
    @Operation(
            summary = "Send the browser to an identity provider",
            description =
                    "to: the page of the workspace to come back to; login_hint: the e-mail address. Whom another site"
                            + " sends begins at the sign-in page.")
    ResponseEntity<Void> start(
            @PathVariable String tenant,
            @PathVariable UUID provider,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(name = "login_hint", required = false) @Nullable String loginHint,
            HttpServletRequest request) {
        if (isSentByAnotherSite(request)) {
            return to(callback.page("/sign-in" + query(page(to), "")));
        }
        var found = SLUG.matcher(tenant).matches()
                ? tenants.findBySlug(tenant).filter(Tenant::isActive)
                : Optional.<Tenant>empty();
        if (found.isEmpty()) {
            return refused(Reason.PROVIDER_UNAVAILABLE, page(to));
        }
        var back = callback.of(request, found.get(), provider);
        try {
            var question = in(found.get())
                    .call(() -> federation.begin(
                            provider,
                            false,
                            FederationCookie.find(request).orElse(null),
                            back,
                            page(to),
                            Optional.ofNullable(loginHint)
                                    .flatMap(EmailAddress::parse)
                                    .map(EmailAddress::text)
                                    .orElse(null)));
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(question.to())
                    .header(HttpHeaders.SET_COOKIE, FederationCookie.header(question.browser(), back))
                    .build();
        } catch (SignInRefusal refusal) {
            return refused(refusal.reason(), page(to));
        }
    }

    @GetMapping("/auth/sso/{tenant}/{provider}/callback")
    @OpenToAll
    @Operation(
            summary = "Take what an identity provider answers",
            description = "For browsers. Leads to the workspace, which exchanges the ticket in the fragment at"
                    + " POST /auth/sso/complete, or says why nobody is signed in.")
    ResponseEntity<Void> callback(
            @PathVariable("tenant") String slug, @PathVariable UUID provider, HttpServletRequest request) {
        var state = parameter(request, "state").flatMap(text -> TenantSecret.parse(Kind.FEDERATION_STATE, text));
        var tenant = state.flatMap(known -> tenants.find(known.tenant())).filter(Tenant::isActive);
        if (state.isEmpty() || tenant.isEmpty()) {
            return refused(Reason.UNKNOWN_REQUEST, Federation.WORKSPACE);
        }
        var answer = new Answer(
                state.get(),
                tenant.get().slug().equals(slug) ? provider : null,
                parameter(request, "code").orElse(null),
                parameter(request, "error").orElse(null),
                parameter(request, "iss").orElse(null));
        var next = in(tenant.get())
                .call(() ->
                        federation.arrive(answer, FederationCookie.find(request).orElse(null)));
        return switch (next) {
            case Next.Enter(var ticket, var destination) ->
                to(callback.page("/sign-in%s#sso=%s".formatted(query(destination, ""), ticket.text())));
            case Next.ShowTrial(var tried, var trial) ->
                to(callback.page("/single-sign-on?provider=%s&trial=%s".formatted(tried, trial)));
            case Next.Refuse(var reason, var destination) -> refused(reason, destination);
        };
    }

    @PostMapping(
            path = "/auth/sso/{tenant}/{provider}/backchannel-logout",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @OpenToAll
    @Operation(
            summary = "Take an identity provider's word that somebody signed out there",
            description =
                    "OpenID Connect Back-Channel Logout 1.0, with logout_token in the form. The sessions that came"
                            + " from there end at once, those of a suspended tenant as well. 400 with error if the token"
                            + " is not good, or came before; why is in the log.")
    ResponseEntity<?> backchannelLogout(
            @PathVariable("tenant") String slug, @PathVariable UUID provider, HttpServletRequest request) {
        // Sessions outlive a suspension, and a provider says it once.
        var tenant = SLUG.matcher(slug).matches() ? tenants.findBySlug(slug) : Optional.<Tenant>empty();
        var token = parameter(request, "logout_token");
        var answer = ResponseEntity.badRequest().cacheControl(CacheControl.noStore());
        if (tenant.isEmpty() || token.isEmpty()) {
            return answer.body(new Failure(
                    INVALID_REQUEST, tenant.isEmpty() ? "no such identity provider" : "logout_token is required"));
        }
        try {
            return in(tenant.get()).call(() -> signOuts.end(provider, token.get()))
                    ? ResponseEntity.ok().cacheControl(CacheControl.noStore()).build()
                    : answer.body(new Failure(INVALID_REQUEST, "no such identity provider"));
        } catch (SignInRefusal refusal) {
            log.info("A logout token of identity provider {} is not taken: {}", provider, refusal.detail());
            return answer.body(new Failure(INVALID_REQUEST, "the logout token is not good, or came before"));
        }
    }

    @PostMapping("/identity-providers/{id}/trials")
    @RequiresPermission("identity_provider:write")
    @Operation(
            summary = "Try a sign-in at an identity provider",
            description =
                    "The browser goes where the answer says; in the end nobody is signed in, and the trial shows what"
                            + " the provider said and who it would have been.")
    ResponseEntity<Begun> tryOut(@PathVariable UUID id, HttpServletRequest request) {
        var back = callback.of(request, CallContext.currentTenant(), id);
        try {
            var question = federation.begin(
                    id, true, FederationCookie.find(request).orElse(null), back, Federation.WORKSPACE, null);
            return ResponseEntity.status(HttpStatus.CREATED)
                    .header(HttpHeaders.SET_COOKIE, FederationCookie.header(question.browser(), back))
                    .body(new Begun(question.id(), question.to().toString()));
        } catch (SignInRefusal refusal) {
            throw refusal.reason() == Reason.PROVIDER_UNAVAILABLE
                    ? new ProblemException(Problems.notFound("identity provider", id))
                    : new ProblemException(Problem.of(
                            502, "provider-failed", "The identity provider cannot be used", refusal.detail()));
        }
    }

    @GetMapping("/identity-providers/{id}/trials/{trial}")
    @RequiresPermission("identity_provider:write")
    @Operation(summary = "Get how a trial of an identity provider went; kept for ten minutes")
    Trial trial(@PathVariable UUID id, @PathVariable UUID trial) {
        return trials.find(trial, id)
                .orElseThrow(() -> new ProblemException(Problems.notFound("trial of a sign-in", trial)));
    }

    /**
     * Whether another site's page sent the browser, as browsers say (Fetch Metadata): nobody may be signed in, as somebody
     * else at that, by following a link.
     */
    private static boolean isSentByAnotherSite(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    private static String page(@Nullable String to) {
        return to != null && to.length() <= LONGEST && PAGE.matcher(to).matches() && !to.contains("..")
                ? to
                : Federation.WORKSPACE;
    }

    private ResponseEntity<Void> refused(Reason reason, String destination) {
        return to(callback.page("/sign-in" + query(destination, "sso_refused=" + reason.text())));
    }

    /** The query of the sign-in page: what it shows, and where it leads. */
    private static String query(String destination, String more) {
        var to = destination.equals(Federation.WORKSPACE)
                ? ""
                : "to=" + encoded(destination.substring(Federation.WORKSPACE.length()));
        var query = to.isEmpty() || more.isEmpty() ? to + more : to + "&" + more;
        return query.isEmpty() ? "" : "?" + query;
    }

    private static ResponseEntity<Void> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .build();
    }

    private static CallContext in(Tenant tenant) {
        return new CallContext(Actor.anonymous(), tenant, CallContext.current().origin(), null, null);
    }

    private static Optional<String> parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .filter(text -> !text.isBlank() && text.length() <= LONGEST);
    }

    /** Why a logout token is not taken. */
    record Failure(String error, String errorDescription) {}

    /** Who wants in. */
    record Asked(@Nullable String email) {}

    /** Where that person signs in; null for here. */
    record Discovered(@JsonInclude @Nullable Sso sso) {}

    /** A provider to sign in at. */
    record Sso(String name, String tenant, String startUrl) {}

    /** A trial that waits for its browser. */
    record Begun(UUID id, String url) {}
}
