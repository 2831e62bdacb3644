package io.foodflow.identity.oidc;

import io.foodflow.identity.oidc.clients.Scope;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.OpenToAll;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Scripts of any page may ask: what counts is the token, which no browser adds by itself. */
@RestController
@CrossOrigin
@RequestMapping("/oidc/{tenant}/userinfo")
@Tag(name = "OpenID Connect")
final class UserInfoController {

    private static final String BEARER = "bearer ";

    private final Issuers issuers;
    private final StoredAuthorizations authorizations;
    private final RegisteredClients clients;
    private final PersonClaims persons;
    private final UnitOfWork work;

    UserInfoController(
            Issuers issuers,
            StoredAuthorizations authorizations,
            RegisteredClients clients,
            PersonClaims persons,
            UnitOfWork work) {
        this.issuers = issuers;
        this.authorizations = authorizations;
        this.clients = clients;
        this.persons = persons;
        this.work = work;
    }

    @GetMapping
    @OpenToAll
    @Operation(
            summary = "Get what an application may know of the user who signed in to it",
            description = "OpenID Connect Core §5.3, with the access token of the issuer's token endpoint.")
    ResponseEntity<?> get(@PathVariable String tenant, HttpServletRequest request) {
        return answer(tenant, request, header(request));
    }

    @PostMapping
    @OpenToAll
    @Operation(summary = "As GET; the token may be sent as access_token in the form")
    ResponseEntity<?> post(@PathVariable String tenant, HttpServletRequest request) {
        var header = header(request);
        var form = Optional.ofNullable(request.getParameter("access_token"));
        if (header.isPresent() && form.isPresent()) {
            return ProviderErrors.toBearer(
                    HttpStatus.BAD_REQUEST, "invalid_request", "send the token once, in the header or in the form");
        }
        return answer(tenant, request, header.or(() -> form));
    }

    private ResponseEntity<?> answer(String tenant, HttpServletRequest request, Optional<String> token) {
        if (token.isEmpty() || token.get().isBlank()) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build();
        }
        return issuers.call(tenant, request, issuer -> work.read(() -> answer(token.get())));
    }

    private ResponseEntity<?> answer(String token) {
        var authorization = authorizations.findByToken(token, OAuth2TokenType.ACCESS_TOKEN);
        var access = authorization == null ? null : authorization.getAccessToken();
        if (authorization == null || access == null || !access.isActive()) {
            return ProviderErrors.toBearer(
                    HttpStatus.UNAUTHORIZED, "invalid_token", "the token is not valid, has run out or was taken back");
        }
        var scopes = access.getToken().getScopes();
        if (!(authorization.getAttribute(Principal.class.getName()) instanceof Person person)
                || !scopes.contains(Scope.OPENID.text())) {
            return ProviderErrors.toBearer(
                    HttpStatus.FORBIDDEN, "insufficient_scope", "the token has not the scope openid");
        }
        var names = PersonClaims.opened(scopes);
        var client = clients.findById(authorization.getRegisteredClientId());
        if (client != null) {
            names.addAll(ProviderTokens.requested(authorization, client).userinfo());
        }
        return ResponseEntity.ok(persons.of(person.user(), names));
    }

    private static Optional<String> header(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
