package io.foodflow.identity.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.foodflow.identity.oidc.clients.Scope;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.sessions.SignIn;
import io.foodflow.platform.security.OutsideTokens;
import java.net.URL;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * Makes the provider's tokens: ID tokens and access tokens (JWTs signed by the platform's keys, of types of their own) and
 * refresh tokens (256 random bits). Runs in the caller's transaction. Thread-safe.
 */
final class ProviderTokens {

    /** The {@code typ} of access tokens; our own are {@code at+jwt}. */
    static final String ACCESS_TYPE = "oidc-at+jwt";

    private static final Duration REFRESH_LIFE = Duration.ofDays(30);
    private static final int REFRESH_BYTES = 32;

    private final OutsideTokens signatures;
    private final PersonClaims persons;
    private final Policies policies;
    private final Clock clock;
    private final SecureRandom random;

    ProviderTokens(
            OutsideTokens signatures, PersonClaims persons, Policies policies, Clock clock, SecureRandom random) {
        this.signatures = signatures;
        this.persons = persons;
        this.policies = policies;
        this.clock = clock;
        this.random = random;
    }

    OAuth2TokenGenerator<OAuth2Token> generator() {
        var jwts = new JwtGenerator(this::sign);
        jwts.setClock(clock);
        jwts.setJwtCustomizer(this::customize);
        return new DelegatingOAuth2TokenGenerator(jwts, this::refreshToken);
    }

    private Jwt sign(JwtEncoderParameters parameters) {
        var claims = new JWTClaimsSet.Builder();
        parameters.getClaims().getClaims().forEach((name, value) -> claims.claim(name, plain(value)));
        var header = parameters.getJwsHeader();
        var type = header == null || header.getType() == null ? "JWT" : header.getType();
        var signed = signatures.sign(new JOSEObjectType(type), claims.build());
        return new Jwt(
                signed.token(),
                parameters.getClaims().getIssuedAt(),
                parameters.getClaims().getExpiresAt(),
                Map.of("alg", "RS256", "typ", type, "kid", signed.kid()),
                parameters.getClaims().getClaims());
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Instant time -> Date.from(time);
            case URL address -> address.toString();
            default -> value;
        };
    }

    private void customize(JwtEncodingContext context) {
        var scopes = context.getAuthorizedScopes();
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getJwsHeader().type(ACCESS_TYPE);
            context.getClaims()
                    .audience(List.of(context.getAuthorizationServerContext().getIssuer()))
                    .claim("client_id", context.getRegisteredClient().getClientId())
                    .claim("scope", String.join(" ", new TreeSet<>(scopes)));
        } else if (context.getPrincipal() instanceof Person person) {
            identify(context, person);
        }
    }

    private void identify(JwtEncodingContext context, Person person) {
        var now = clock.instant();
        var signIn = person.signIn();
        context.getJwsHeader().type("JWT");
        var claims = context.getClaims()
                .expiresAt(now.plus(signatures.longestLife()))
                .claim("acr", SignInClass.said(signIn, wantedClasses(context)));
        signIn.authenticatedAt().ifPresent(at -> claims.claim("auth_time", at.getEpochSecond()));
        var methods = methods(signIn);
        if (!methods.isEmpty()) {
            claims.claim("amr", methods);
        }
        var wanted = new TreeSet<>(requested(context).idToken());
        if (context.getAuthorizedScopes().contains(Scope.FOODFLOW.text())) {
            wanted.addAll(Scope.FOODFLOW.claims());
        }
        wanted.remove("sub");
        persons.of(person.user(), wanted)
                .forEach((name, value) -> context.getClaims().claim(name, value));
    }

    /** How somebody signed in (RFC 8176); elsewhere, as the provider there says, or nothing. */
    private static List<String> methods(SignIn signIn) {
        var elsewhere = signIn.elsewhere();
        if (elsewhere != null) {
            return elsewhere.methods();
        }
        return signIn.secondFactor() ? List.of("pwd", "otp", "mfa") : List.of("pwd");
    }

    private static List<String> wantedClasses(OAuth2TokenContext context) {
        var authorization = context.getAuthorization();
        var request = authorization == null
                ? null
                : authorization.<OAuth2AuthorizationRequest>getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (request == null) {
            return List.of();
        }
        var sent = request.getAdditionalParameters();
        var values = String.valueOf(sent.getOrDefault("acr_values", "")).strip();
        return RequestedClaims.classes(sent.get("claims"), values.isEmpty() ? List.of() : List.of(values.split(" +")));
    }

    private static RequestedClaims requested(OAuth2TokenContext context) {
        var authorization = context.getAuthorization();
        return authorization == null ? RequestedClaims.NONE : requested(authorization, context.getRegisteredClient());
    }

    /** The claims that a request asked for one by one, and may. */
    static RequestedClaims requested(OAuth2Authorization authorization, RegisteredClient client) {
        var request =
                authorization.<OAuth2AuthorizationRequest>getAttribute(OAuth2AuthorizationRequest.class.getName());
        return request == null
                ? RequestedClaims.NONE
                : RequestedClaims.parse(request.getAdditionalParameters().get("claims"))
                        .orElse(RequestedClaims.NONE)
                        .within(client.getScopes());
    }

    /** None where the user did not let the application go on without being there. */
    private @Nullable OAuth2RefreshToken refreshToken(OAuth2TokenContext context) {
        var authorization = context.getAuthorization();
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())
                || authorization == null
                || !(context.getPrincipal() instanceof Person person)) {
            return null;
        }
        boolean renewed = AuthorizationGrantType.REFRESH_TOKEN.equals(context.getAuthorizationGrantType());
        if (!renewed && !authorization.getAuthorizedScopes().contains(Scope.OFFLINE_ACCESS.text())) {
            return null;
        }
        var now = clock.instant();
        var expires = policies.current()
                .endOfSession(person.signIn().at())
                .filter(end -> end.isBefore(now.plus(REFRESH_LIFE)))
                .orElse(now.plus(REFRESH_LIFE));
        if (!expires.isAfter(now)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        var bytes = new byte[REFRESH_BYTES];
        random.nextBytes(bytes);
        return new OAuth2RefreshToken(
                "ffx_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), now, expires);
    }
}
