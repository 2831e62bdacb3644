package io.foodflow.identity.oidc;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Rules of OpenID Connect (Core §3.1.2, §5.5, §6) that the protocol's code does not look at. */
final class ProtocolRules {

    /** Of the specification "OpenID Connect Core Error Code unmet_authentication_requirements". */
    static final String UNMET = "unmet_authentication_requirements";

    private ProtocolRules() {}

    /** What a request breaks, if anything. */
    static Optional<OAuth2Error> broken(AuthorizationParameters parameters) {
        if (parameters.has("request")) {
            return refusal("request_not_supported", "request objects are not supported");
        }
        if (parameters.has("request_uri")) {
            return refusal("request_uri_not_supported", "request objects are not supported");
        }
        if (parameters.has("registration")) {
            return refusal("registration_not_supported", "applications are registered by their administrators");
        }
        var type = parameters.get("response_type");
        if (type == null) {
            return refusal(OAuth2ErrorCodes.INVALID_REQUEST, "response_type is required: code");
        }
        if (!type.equals("code")) {
            return refusal(OAuth2ErrorCodes.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code");
        }
        var mode = parameters.get("response_mode");
        if (mode != null && !Set.of("query", "form_post").contains(mode)) {
            return refusal(OAuth2ErrorCodes.INVALID_REQUEST, "response_mode must be query or form_post");
        }
        if (parameters.prompts("none") && parameters.words("prompt").size() > 1) {
            return refusal(OAuth2ErrorCodes.INVALID_REQUEST, "prompt=none goes with nothing else");
        }
        var age = parameters.get("max_age");
        if (age != null && !age.matches("[0-9]{1,9}")) {
            return refusal(OAuth2ErrorCodes.INVALID_REQUEST, "max_age must be a number of seconds");
        }
        if (RequestedClaims.parse(parameters.get("claims")).isEmpty()) {
            return refusal(OAuth2ErrorCodes.INVALID_REQUEST, "claims must be a JSON object");
        }
        var classes = parameters.essentialClasses();
        if (!classes.isEmpty() && Collections.disjoint(classes, SignInClass.all())) {
            return refusal(UNMET, "no sign-in here is of a class of acr that is essential");
        }
        return Optional.empty();
    }

    private static Optional<OAuth2Error> refusal(String code, String description) {
        return Optional.of(new OAuth2Error(code, description, null));
    }
}
