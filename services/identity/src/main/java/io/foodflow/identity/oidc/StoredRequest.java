package io.foodflow.identity.oidc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * The request an authorization came from.
 *
 * @param more what later steps need of it: {@code nonce}, {@code code_challenge}, {@code claims}
 */
record StoredRequest(
        String authorizationUri,
        @Nullable String redirectUri,
        @Nullable String state,
        Set<String> scopes,
        Map<String, Object> more) {

    static StoredRequest of(OAuth2AuthorizationRequest request) {
        return new StoredRequest(
                request.getAuthorizationUri(),
                request.getRedirectUri(),
                request.getState(),
                request.getScopes(),
                new LinkedHashMap<>(request.getAdditionalParameters()));
    }

    OAuth2AuthorizationRequest of(String clientId) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(authorizationUri)
                .clientId(clientId)
                .redirectUri(redirectUri)
                .state(state)
                .scopes(scopes)
                .additionalParameters(more)
                .build();
    }
}
