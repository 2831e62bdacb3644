package io.foodflow.identity.oidc;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Refusals as RFC 6749 §5.2 and RFC 6750 §3 have them. */
final class ProviderErrors {

    private ProviderErrors() {}

    /** To an application at the token endpoint and its like. */
    static ResponseEntity<Refusal> toClient(OAuth2Error error) {
        boolean unknown = OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode());
        var answer = ResponseEntity.status(unknown ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST);
        if (unknown) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"foodflow\", charset=\"UTF-8\"");
        }
        return answer.body(new Refusal(error.getErrorCode(), unknown ? null : error.getDescription()));
    }

    /** To the holder of a token at userinfo. */
    static ResponseEntity<Refusal> toBearer(HttpStatus status, String error, String description) {
        return ResponseEntity.status(status)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"%s\", error_description=\"%s\"".formatted(error, description))
                .body(new Refusal(error, description));
    }

    record Refusal(
            String error,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
            String errorDescription) {}
}
