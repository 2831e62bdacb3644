package io.foodflow.identity.oidc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.identity.oidc.clients.OAuthClient;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.OpenToAll;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/oidc/{tenant}")
@Tag(name = "OpenID Connect")
final class ProviderTokenController {

    private static final List<String> SECRETS = List.of(
            "token",
            "client_secret",
            "client_assertion",
            "code",
            "code_verifier",
            "refresh_token",
            "password",
            "assertion");

    private final Issuers issuers;
    private final ClientAuthentication clients;
    private final RegisteredClients registered;
    private final Grants grants;
    private final StoredAuthorizations authorizations;
    private final UnitOfWork work;

    ProviderTokenController(
            Issuers issuers,
            ClientAuthentication clients,
            RegisteredClients registered,
            Grants grants,
            StoredAuthorizations authorizations,
            UnitOfWork work) {
        this.issuers = issuers;
        this.clients = clients;
        this.registered = registered;
        this.grants = grants;
        this.authorizations = authorizations;
        this.work = work;
    }

    @PostMapping(path = "/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @OpenToAll
    @Operation(
            summary = "Exchange a code, a refresh token or client credentials for tokens",
            description = "RFC 6749 §4.1.3, §4.4, §6 with PKCE (RFC 7636, S256). The application proves itself by"
                    + " client_secret_basic or client_secret_post; a public one by its code_verifier.")
    ResponseEntity<?> token(@PathVariable String tenant, HttpServletRequest request) {
        return authenticated(tenant, request, (issuer, client) -> switch (grants.exchange(client, request)) {
            case Grants.Outcome.Issued(var tokens) -> readable(client, request).body(Tokens.of(tokens));
            case Grants.Outcome.Refused(var error) -> ProviderErrors.toClient(error);
        });
    }

    @PostMapping(path = "/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @OpenToAll
    @Operation(
            summary = "Take a token back (RFC 7009)",
            description = "With a refresh token goes the access token. A token that is unknown is taken back, too.")
    ResponseEntity<?> revoke(@PathVariable String tenant, HttpServletRequest request) {
        return confidential(tenant, request, (issuer, client) -> {
            var token = token(request);
            if (token.isEmpty()) {
                return ProviderErrors.toClient(tokenMissing());
            }
            grants.revoke(client, token.get());
            return ResponseEntity.ok().build();
        });
    }

    @PostMapping(path = "/introspect", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @OpenToAll
    @Operation(
            summary = "Ask what a token is good for (RFC 7662)",
            description = "For confidential applications of the same tenant. Whatever ended the token, its user or its"
                    + " session is known here at once.")
    ResponseEntity<?> introspect(@PathVariable String tenant, HttpServletRequest request) {
        return confidential(tenant, request, (issuer, client) -> {
            var token = token(request);
            return token.isEmpty()
                    ? ProviderErrors.toClient(tokenMissing())
                    : ResponseEntity.ok(work.read(() -> described(issuer, token.get())));
        });
    }

    /** A public application proves itself by a code's verifier, which is good for nothing but that code. */
    private ResponseEntity<?> confidential(
            String tenant,
            HttpServletRequest request,
            BiFunction<Issuer, OAuth2ClientAuthenticationToken, ResponseEntity<?>> answer) {
        return authenticated(tenant, request, (issuer, client) -> {
            if (ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod())) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
            }
            return answer.apply(issuer, client);
        });
    }

    private ResponseEntity<?> authenticated(
            String tenant,
            HttpServletRequest request,
            BiFunction<Issuer, OAuth2ClientAuthenticationToken, ResponseEntity<?>> answer) {
        return issuers.call(tenant, request, issuer -> {
            try {
                if (request.getHeader("DPoP") != null) {
                    throw new OAuth2AuthenticationException(new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_REQUEST, "DPoP is not supported; leave the header out", null));
                }
                requireNoSecretInAddress(request);
                return answer.apply(issuer, clients.authenticate(issuer, request));
            } catch (OAuth2AuthenticationException e) {
                return ProviderErrors.toClient(e.getError());
            }
        });
    }

    /** RFC 6749 §2.3.1, RFC 7009 §2.1, RFC 7662 §2.1: in an address they would be kept in logs and histories. */
    private static void requireNoSecretInAddress(HttpServletRequest request) {
        var query = Objects.requireNonNullElse(request.getQueryString(), "");
        var names = Arrays.stream(query.split("&"))
                .map(pair -> decoded(pair.split("=", 2)[0]))
                .collect(Collectors.toSet());
        SECRETS.stream().filter(names::contains).findFirst().ifPresent(name -> {
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_REQUEST,
                    "%s belongs into the form of the request, not into its address".formatted(name),
                    null));
        });
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** Lets scripts of a public application read the answer, on the pages that it registered. */
    private ResponseEntity.BodyBuilder readable(OAuth2ClientAuthenticationToken client, HttpServletRequest request) {
        var answer = ResponseEntity.ok().header(HttpHeaders.PRAGMA, "no-cache");
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean registeredThere = origin != null
                && registered
                        .ours(client.getName())
                        .filter(known -> known.kind() == OAuthClient.Kind.PUBLIC)
                        .filter(known -> known.redirectUris().stream()
                                .map(URI::create)
                                .anyMatch(uri ->
                                        origin.equals("%s://%s".formatted(uri.getScheme(), uri.getRawAuthority()))))
                        .isPresent();
        return registeredThere
                ? answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                        .header(HttpHeaders.VARY, HttpHeaders.ORIGIN)
                : answer;
    }

    private Map<String, Object> described(Issuer issuer, String token) {
        var authorization = authorizations.findByToken(token, null);
        var found = authorization == null ? null : authorization.<OAuth2Token>getToken(token);
        boolean active = found != null
                && found.isActive()
                && (found.getToken() instanceof OAuth2AccessToken || found.getToken() instanceof OAuth2RefreshToken);
        if (authorization == null || found == null || !active) {
            return Map.of("active", false);
        }
        return described(issuer, authorization, found.getToken());
    }

    private static Map<String, Object> described(Issuer issuer, OAuth2Authorization authorization, OAuth2Token token) {
        var scopes =
                token instanceof OAuth2AccessToken access ? access.getScopes() : authorization.getAuthorizedScopes();
        var described = new LinkedHashMap<String, Object>();
        described.put("active", true);
        described.put("scope", String.join(" ", new TreeSet<>(scopes)));
        described.put("client_id", authorization.getRegisteredClientId());
        if (token instanceof OAuth2AccessToken) {
            described.put("token_type", "Bearer");
        }
        described.put("sub", authorization.getPrincipalName());
        described.put("aud", List.of(issuer.uri()));
        described.put("iss", issuer.uri());
        described.put("iat", seconds(token.getIssuedAt()));
        described.put("exp", seconds(token.getExpiresAt()));
        return described;
    }

    private static long seconds(@Nullable Instant time) {
        return Objects.requireNonNull(time).getEpochSecond();
    }

    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("token")).filter(token -> !token.isBlank());
    }

    private static OAuth2Error tokenMissing() {
        return new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "token is required", null);
    }

    /** RFC 6749 §5.1, OpenID Connect Core §3.1.3.3. */
    record Tokens(
            String accessToken,
            String tokenType,
            long expiresIn,
            String scope,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String refreshToken,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String idToken) {

        static Tokens of(OAuth2AccessTokenAuthenticationToken tokens) {
            var access = tokens.getAccessToken();
            var refresh = tokens.getRefreshToken();
            var id = tokens.getAdditionalParameters().get("id_token");
            return new Tokens(
                    access.getTokenValue(),
                    "Bearer",
                    Duration.between(
                                    Objects.requireNonNull(access.getIssuedAt()),
                                    Objects.requireNonNull(access.getExpiresAt()))
                            .toSeconds(),
                    String.join(" ", new TreeSet<>(access.getScopes())),
                    refresh == null ? null : refresh.getTokenValue(),
                    id == null ? null : id.toString());
        }

        /** Without the tokens. */
        @Override
        public String toString() {
            return "Tokens[%s]".formatted(scope);
        }
    }
}
