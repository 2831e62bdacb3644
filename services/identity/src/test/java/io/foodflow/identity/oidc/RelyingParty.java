package io.foodflow.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An application of others as the provider sees it: registered at a tenant, it sends browsers and exchanges codes. */
final class RelyingParty {

    static final String CALLBACK = "https://app.example.com/callback";
    static final String SIGNED_OUT = "https://app.example.com/bye";
    static final String ALL_SCOPES = "\"openid\",\"profile\",\"email\",\"foodflow\",\"offline_access\"";

    final Tenant tenant;
    final String id;
    final String secret;
    final Api api = IdentityPlatform.get().anonymous();

    private RelyingParty(Tenant tenant, String id, String secret) {
        this.tenant = tenant;
        this.id = id;
        this.secret = secret;
    }

    static RelyingParty confidential(Tenant tenant, Api admin) {
        return register(tenant, admin, """
                "kind":"confidential","grant_types":["authorization_code","refresh_token","client_credentials"],
                "redirect_uris":["%s"],"post_logout_redirect_uris":["%s"],"scopes":[%s]""".formatted(CALLBACK, SIGNED_OUT, ALL_SCOPES));
    }

    static RelyingParty register(Tenant tenant, Api admin, String fields) {
        var made = admin.post("/oauth-clients", "{\"name\":\"app %s\",%s}".formatted(UUID.randomUUID(), fields));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return new RelyingParty(
                tenant,
                made.json().path("client_id").asString(),
                made.json().path("client_secret").asString(""));
    }

    String issuer() {
        return IdentityPlatform.get().address() + "/oidc/" + tenant.slug();
    }

    String path(String endpoint) {
        return "/oidc/" + tenant.slug() + "/" + endpoint;
    }

    /** The parameters of a plain request, with those changed or (null) left out that are given in pairs. */
    Map<String, String> request(String... pairs) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", id);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", "openid");
        parameters.put("state", "st-" + UUID.randomUUID());
        parameters.put("nonce", "n-" + UUID.randomUUID());
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] == null) {
                parameters.remove(pairs[i]);
            } else {
                parameters.put(pairs[i], pairs[i + 1]);
            }
        }
        return parameters;
    }

    Answer token(Map<String, String> form) {
        return post(
                api.with(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8))),
                "token",
                form);
    }

    Answer exchange(String code) {
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
    }

    Answer refresh(String token) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    Answer introspect(String token) {
        return post(api, "introspect", Map.of("token", token, "client_id", id, "client_secret", secret));
    }

    Answer revoke(String token) {
        return post(api, "revoke", Map.of("token", token, "client_id", id, "client_secret", secret));
    }

    Answer userinfo(String token) {
        return api.with("Authorization", "Bearer " + token).get(path("userinfo"));
    }

    Answer post(Api caller, String endpoint, Map<String, String> form) {
        return caller.send(
                "POST",
                path(endpoint),
                form(form).getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded");
    }

    /** Signs a user in by a new browser and gives the answer of the token endpoint. */
    JsonNode signIn(UserView user, String scope) {
        var answer =
                exchange(new Browser(this).signIn(user, request("scope", scope)).get("code"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    /** The claims of a token that is signed by a published key. */
    JWTClaimsSet verified(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            var keys = JWKSet.parse(api.get(path("jwks")).body());
            var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
            assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
            assertThat(jwt.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
            return jwt.getJWTClaimsSet();
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(token, e);
        }
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static Map<String, String> query(String address) {
        var query = URI.create(address).getRawQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8)));
    }
}
