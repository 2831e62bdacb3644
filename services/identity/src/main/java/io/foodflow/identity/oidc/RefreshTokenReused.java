package io.foodflow.identity.oidc;

import java.util.UUID;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** The refresh token had been replaced before: somebody has a copy. All that its authorization gave is revoked. */
final class RefreshTokenReused extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1;
    private final UUID authorization;

    RefreshTokenReused(UUID authorization) {
        super(OAuth2ErrorCodes.INVALID_GRANT);
        this.authorization = authorization;
    }

    UUID authorization() {
        return authorization;
    }
}
