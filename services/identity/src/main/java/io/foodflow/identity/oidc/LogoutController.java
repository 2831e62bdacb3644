package io.foodflow.identity.oidc;

import io.foodflow.identity.oidc.StoredAuthorizations.Hint;
import io.foodflow.identity.secrets.BrowserSecret;
import io.foodflow.identity.sessions.EndReason;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.signin.UserSignedOut;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.web.PublicAddress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signs out at the wish of an application. Only the browser in which the user signed in can end that sign-in. */
@RestController
@RequestMapping("/oidc/{tenant}/logout")
@Tag(name = "OpenID Connect")
final class LogoutController {

    private static final int LONGEST = 8_192;

    private final Issuers issuers;
    private final StoredAuthorizations authorizations;
    private final AuthorizationRequests requests;
    private final RegisteredClients clients;
    private final Sessions sessions;
    private final PublicAddress address;
    private final UnitOfWork work;

    LogoutController(
            Issuers issuers,
            StoredAuthorizations authorizations,
            AuthorizationRequests requests,
            RegisteredClients clients,
            Sessions sessions,
            PublicAddress address,
            UnitOfWork work) {
        this.issuers = issuers;
        this.authorizations = authorizations;
        this.requests = requests;
        this.clients = clients;
        this.sessions = sessions;
        this.address = address;
        this.work = work;
    }

    @GetMapping
    @OpenToAll
    @Operation(
            summary = "Sign out at the wish of an application",
            description = "OpenID Connect RP-Initiated Logout, for browsers: id_token_hint is required;"
                    + " post_logout_redirect_uri must be one that the application registered; state is handed back.")
    ResponseEntity<String> logout(@PathVariable String tenant, HttpServletRequest request) {
        return issuers.call(tenant, request, issuer -> {
            var hint =
                    parameter(request, "id_token_hint").flatMap(token -> work.read(() -> authorizations.hinted(token)));
            if (hint.isEmpty()) {
                return ProviderPages.show(new Step.Show(
                        "invalid_request", "id_token_hint is required: the ID token the application was given"));
            }
            var back = parameter(request, "post_logout_redirect_uri");
            if (!isOf(hint.get(), request, back.orElse(null))) {
                return ProviderPages.show(new Step.Show(
                        "invalid_request", "client_id or post_logout_redirect_uri is not that of the application"));
            }
            boolean signedOut = signOut(hint.get(), BrowserCookies.signedIn(request));
            var next = back.map(uri -> ProviderPages.address(
                            uri,
                            parameter(request, "state")
                                    .map(state -> Map.of("state", state))
                                    .orElse(Map.of())))
                    .orElseGet(() -> address.link("/app/"));
            var page = ProviderPages.redirect(next);
            return signedOut
                    ? ResponseEntity.status(page.getStatusCode())
                            .headers(page.getHeaders())
                            .header(HttpHeaders.SET_COOKIE, BrowserCookies.signedOut(issuer))
                            .build()
                    : page;
        });
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @OpenToAll
    @Operation(summary = "As GET, with the parameters in a form")
    ResponseEntity<String> logoutByForm(@PathVariable String tenant, HttpServletRequest request) {
        return logout(tenant, request);
    }

    private boolean isOf(Hint hint, HttpServletRequest request, @Nullable String back) {
        var client = clients.known(hint.client().toString());
        var named = parameter(request, "client_id");
        return client.isPresent()
                && named.filter(id -> !id.equals(hint.client().toString())).isEmpty()
                && (back == null || client.get().postLogoutRedirectUris().contains(back));
    }

    /**
     * Ends the session that the application means, and the one that this browser is signed in with, if both are of one user.
     *
     * @return whether the browser is signed in no more
     */
    private boolean signOut(Hint hint, Optional<BrowserSecret> browser) {
        return work.<Boolean>write(change -> {
            change.nothing();
            var known = browser.flatMap(requests::sessionIn);
            if (known.isEmpty()) {
                return true;
            }
            if (!sessions.isOf(known.get(), hint.user())) {
                return false;
            }
            for (var session : new TreeSet<>(List.of(known.get(), hint.session()))) {
                if (sessions.end(session, EndReason.SIGNED_OUT)) {
                    change.record(new UserSignedOut(session, hint.user()), null, null);
                }
            }
            return true;
        });
    }

    private static Optional<String> parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .filter(text -> !text.isBlank() && text.length() <= LONGEST);
    }
}
