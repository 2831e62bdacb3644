package io.foodflow.identity.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import io.foodflow.identity.federation.SignInRefusal.Reason;
import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.web.Fields;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The relying party's half of OpenID Connect (Core 1.0, authorization code with PKCE). The rules are those of the Nimbus
 * SDK; what it leaves to its caller is checked here: algorithms, several audiences, and which keys count. Thread-safe.
 */
final class ProviderProtocol {

    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    static final int SKEW_SECONDS = 60;
    private static final int LONGEST_SUBJECT = 255;

    private final ProviderCalls calls;
    private final ProviderKeys keys;

    ProviderProtocol(ProviderCalls calls, ProviderKeys keys) {
        this.calls = calls;
        this.keys = keys;
    }

    /**
     * What binds an answer to its question.
     *
     * @param verifier of PKCE, 43 to 128 characters
     */
    record Binding(String state, String nonce, String verifier, URI redirectUri) {

        /** Without secrets. */
        @Override
        public String toString() {
            return "Binding[%s]".formatted(redirectUri);
        }
    }

    /** Where a browser is sent to sign in. */
    static URI question(IdentityProvider provider, OIDCProviderMetadata metadata, Binding binding, Wishes wishes) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", provider.clientId());
        parameters.put("redirect_uri", binding.redirectUri().toString());
        parameters.put("scope", String.join(" ", provider.scopes()));
        parameters.put("state", binding.state());
        parameters.put("nonce", binding.nonce());
        parameters.put(
                "code_challenge",
                CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(binding.verifier()))
                        .getValue());
        parameters.put("code_challenge_method", "S256");
        if (wishes.loginHint() != null) {
            parameters.put("login_hint", wishes.loginHint());
        }
        if (wishes.anew()) {
            parameters.put("prompt", "login");
        }
        wishes.oldest().ifPresent(seconds -> parameters.put("max_age", Long.toString(seconds)));
        var classes = wishes.classesAt(provider);
        if (!classes.isEmpty()) {
            parameters.put("acr_values", String.join(" ", classes));
        }
        var endpoint = metadata.getAuthorizationEndpointURI();
        var text = endpoint.toString();
        return URI.create(text + (endpoint.getRawQuery() == null ? "?" : "&") + ProviderCalls.encoded(parameters));
    }

    /** Exchanges a code for what the provider says of who signed in. */
    Claimed answer(
            IdentityProvider provider,
            @Nullable String secret,
            OIDCProviderMetadata metadata,
            Binding binding,
            String code) {
        var tokens = exchange(provider, secret, metadata, binding, code);
        var token = verified(provider, metadata, tokens, binding.nonce());
        var claimed = new Claimed(provider.claims(), claims(token));
        var userinfo = metadata.getUserInfoEndpointURI();
        return userinfo != null && claimed.lacksSomething()
                ? claimed.with(userinfo(userinfo, tokens, claimed.subject()))
                : claimed;
    }

    private OIDCTokens exchange(
            IdentityProvider provider,
            @Nullable String secret,
            OIDCProviderMetadata metadata,
            Binding binding,
            String code) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", binding.redirectUri().toString());
        form.put("code_verifier", binding.verifier());
        var answered = authenticated(provider, secret, metadata, form);
        if (answered.status() != 200) {
            throw new SignInRefusal(
                    Reason.CODE_REFUSED,
                    "the token endpoint answers %d %s".formatted(answered.status(), error(answered)));
        }
        try {
            return OIDCTokenResponse.parse(JSONObjectUtils.parse(answered.text()))
                    .getOIDCTokens();
        } catch (ParseException | IllegalArgumentException e) {
            throw new SignInRefusal(
                    Reason.PROVIDER_WRONG, "the token endpoint's answer cannot be read: " + e.getMessage());
        }
    }

    /** Sends a form to the token endpoint as the client that we are there. */
    Answered authenticated(
            IdentityProvider provider,
            @Nullable String secret,
            OIDCProviderMetadata metadata,
            Map<String, String> parameters) {
        var form = new LinkedHashMap<>(parameters);
        if (secret == null) {
            form.put("client_id", provider.clientId());
            return calls.post(metadata.getTokenEndpointURI(), form, null);
        }
        if (inForm(metadata)) {
            form.put("client_id", provider.clientId());
            form.put("client_secret", secret);
            return calls.post(metadata.getTokenEndpointURI(), form, null);
        }
        var basic = new ClientSecretBasic(new ClientID(provider.clientId()), new Secret(secret));
        return calls.post(metadata.getTokenEndpointURI(), form, basic.toHTTPAuthorizationHeader());
    }

    /** Whether the token endpoint takes a secret in the form only; the header is what every provider has to take. */
    static boolean inForm(OIDCProviderMetadata metadata) {
        var methods = metadata.getTokenEndpointAuthMethods();
        return methods != null
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }

    private IDTokenClaimsSet verified(
            IdentityProvider provider, OIDCProviderMetadata metadata, OIDCTokens tokens, String nonce) {
        if (!(tokens.getIDToken() instanceof SignedJWT token)
                || !ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            throw refusedToken("it is not signed by one of RS, PS or ES");
        }
        var keyId = Objects.requireNonNullElse(token.getHeader().getKeyID(), "");
        var source = new ImmutableJWKSet<SecurityContext>(keys.of(metadata.getJWKSetURI(), keyId));
        var validator = new IDTokenValidator(
                new Issuer(provider.issuer()),
                new ClientID(provider.clientId()),
                new JWSVerificationKeySelector<>(ALGORITHMS, source),
                null);
        validator.setMaxClockSkew(SKEW_SECONDS);
        try {
            var claims = validator.validate(token, new Nonce(nonce));
            var authorized = claims.getAuthorizedParty();
            if (authorized == null
                    ? claims.getAudience().size() > 1
                    : !authorized.getValue().equals(provider.clientId())) {
                throw refusedToken("its azp is not this client, as it has to be with several audiences");
            }
            // As it came: the SDK takes blanks and controls off its ends.
            var subject = String.valueOf(claims(claims).get("sub"));
            if (subject.length() > LONGEST_SUBJECT || !Fields.isPlain(subject)) {
                throw refusedToken(
                        "its sub has to have up to %d characters, none a control".formatted(LONGEST_SUBJECT));
            }
            if (claims.getAccessTokenHash() != null) {
                AccessTokenValidator.validate(
                        tokens.getAccessToken(), token.getHeader().getAlgorithm(), claims.getAccessTokenHash());
            }
            return claims;
        } catch (BadJOSEException | JOSEException | InvalidHashException | IllegalArgumentException e) {
            throw refusedToken(String.valueOf(e.getMessage()));
        }
    }

    private static SignInRefusal refusedToken(String why) {
        return new SignInRefusal(Reason.ID_TOKEN_REFUSED, "the ID token is not good: " + why);
    }

    private static Map<String, Object> claims(IDTokenClaimsSet token) {
        return new LinkedHashMap<>(token.toJSONObject());
    }

    private Map<String, Object> userinfo(URI endpoint, OIDCTokens tokens, String subject) {
        var answered = calls.get(endpoint, tokens.getAccessToken().getValue());
        if (answered.status() != 200) {
            throw new SignInRefusal(
                    Reason.PROVIDER_WRONG, "the userinfo endpoint answers %d".formatted(answered.status()));
        }
        try {
            var claims = JSONObjectUtils.parse(answered.text());
            if (!subject.equals(claims.get("sub"))) {
                throw new SignInRefusal(
                        Reason.USERINFO_REFUSED, "the userinfo endpoint speaks of another sub than the ID token");
            }
            return new LinkedHashMap<>(claims);
        } catch (ParseException e) {
            throw new SignInRefusal(
                    Reason.PROVIDER_WRONG, "the userinfo endpoint's answer cannot be read: " + e.getMessage());
        }
    }

    /** The error code of OAuth in an answer, as far as it is one. */
    static String error(Answered answered) {
        try {
            return Optional.ofNullable(JSONObjectUtils.parse(answered.text()).get("error"))
                    .map(Object::toString)
                    .flatMap(ProviderProtocol::plain)
                    .orElse("");
        } catch (ParseException e) {
            return "";
        }
    }

    /** An error code of OAuth; empty for whatever is none. */
    static Optional<String> plain(String error) {
        return error.matches("[a-zA-Z0-9_.-]{1,60}") ? Optional.of(error) : Optional.empty();
    }

    /** The scopes that somebody asked for and the provider does not name. */
    static List<String> unknownScopes(IdentityProvider provider, OIDCProviderMetadata metadata) {
        var known = metadata.getScopes();
        return known == null
                ? List.of()
                : provider.scopes().stream()
                        .filter(scope -> !known.contains(scope))
                        .toList();
    }
}
