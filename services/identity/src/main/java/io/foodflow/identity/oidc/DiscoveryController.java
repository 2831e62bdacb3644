package io.foodflow.identity.oidc;

import io.foodflow.identity.oidc.clients.Scope;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.SigningKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Scripts of any page may read it: all of it is public. */
@RestController
@CrossOrigin
@Tag(name = "OpenID Connect")
final class DiscoveryController {

    private final Issuers issuers;
    private final SigningKeys keys;

    DiscoveryController(Issuers issuers, SigningKeys keys) {
        this.issuers = issuers;
        this.keys = keys;
    }

    @GetMapping({
        "/oidc/{tenant}/.well-known/openid-configuration",
        "/oidc/{tenant}/.well-known/oauth-authorization-server",
        "/.well-known/oauth-authorization-server/oidc/{tenant}"
    })
    @OpenToAll
    @Operation(summary = "Get what an issuer offers and where (OpenID Connect Discovery, RFC 8414)")
    Map<String, Object> configuration(@PathVariable String tenant, HttpServletRequest request) {
        return issuers.call(tenant, request, DiscoveryController::describe);
    }

    @GetMapping("/oidc/{tenant}/jwks")
    @OpenToAll
    @Operation(summary = "Get the public keys that sign an issuer's tokens (RFC 7517)")
    Map<String, Object> jwks(@PathVariable String tenant, HttpServletRequest request) {
        return issuers.call(tenant, request, issuer -> keys.publicKeys().toJSONObject(true));
    }

    private static Map<String, Object> describe(Issuer issuer) {
        var secrets = List.of("client_secret_basic", "client_secret_post");
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", issuer.uri());
        document.put("authorization_endpoint", issuer.endpoint("authorize"));
        document.put("token_endpoint", issuer.endpoint("token"));
        document.put("userinfo_endpoint", issuer.endpoint("userinfo"));
        document.put("jwks_uri", issuer.endpoint("jwks"));
        document.put("end_session_endpoint", issuer.endpoint("logout"));
        document.put("revocation_endpoint", issuer.endpoint("revoke"));
        document.put("introspection_endpoint", issuer.endpoint("introspect"));
        document.put(
                "scopes_supported",
                Arrays.stream(Scope.values()).map(Scope::text).toList());
        document.put("response_types_supported", List.of("code"));
        document.put("response_modes_supported", List.of("query", "form_post"));
        document.put("grant_types_supported", List.of("authorization_code", "refresh_token", "client_credentials"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put(
                "token_endpoint_auth_methods_supported",
                Stream.concat(secrets.stream(), Stream.of("none")).toList());
        document.put("revocation_endpoint_auth_methods_supported", secrets);
        document.put("introspection_endpoint_auth_methods_supported", secrets);
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("acr_values_supported", SignInClass.all());
        document.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
        document.put("claim_types_supported", List.of("normal"));
        document.put("claims_supported", claims());
        document.put("claims_parameter_supported", true);
        document.put("request_parameter_supported", false);
        document.put("request_uri_parameter_supported", false);
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }

    private static List<String> claims() {
        return Stream.concat(
                        Stream.of("iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "azp"),
                        Arrays.stream(Scope.values()).flatMap(scope -> scope.claims().stream()))
                .toList();
    }
}
