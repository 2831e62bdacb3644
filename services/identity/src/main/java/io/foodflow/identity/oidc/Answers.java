package io.foodflow.identity.oidc;

import io.foodflow.identity.oidc.clients.OAuthClient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;

/** How an authorization request is answered: at the application's own address, or on a page where there is none. */
final class Answers {

    private Answers() {}

    /** A request that cannot be answered any more. */
    static Step gone() {
        return new Step.Show(
                "request_gone", "this request was answered, has run out, or began in another browser; begin again");
    }

    /** What to say of a request that the protocol's code refuses. Never an address that is not registered. */
    static Step refused(
            Issuer issuer,
            AuthorizationParameters parameters,
            @Nullable OAuthClient client,
            OAuth2AuthorizationCodeRequestAuthenticationException e) {
        var about = e.getAuthorizationCodeRequestAuthentication();
        return client == null || about == null || about.getRedirectUri() == null
                ? new Step.Show(e.getError().getErrorCode(), detail(e.getError()))
                : tell(issuer, parameters, client, error(e.getError()));
    }

    static Step tell(Issuer issuer, AuthorizationParameters parameters, OAuthClient client, Map<String, String> said) {
        var answer = new LinkedHashMap<>(said);
        var state = parameters.get("state");
        if (state != null) {
            answer.put("state", state);
        }
        answer.put("iss", issuer.uri());
        var redirectUri = parameters.get("redirect_uri");
        return new Step.Tell(
                redirectUri == null ? client.redirectUris().getFirst() : redirectUri,
                "form_post".equals(parameters.get("response_mode")),
                answer);
    }

    /** The members of an error answer (RFC 6749 §4.1.2.1). */
    static Map<String, String> error(OAuth2Error error) {
        return Map.of("error", error.getErrorCode(), "error_description", detail(error));
    }

    private static String detail(OAuth2Error error) {
        var description = error.getDescription();
        return description == null || description.isBlank() ? error.getErrorCode() : description;
    }
}
