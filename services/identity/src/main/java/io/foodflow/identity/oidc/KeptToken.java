package io.foodflow.identity.oidc;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;

/**
 * A code or a token as it was kept.
 *
 * @param text the token where somebody presented it, else what stands for it
 */
record KeptToken(TokenKind kind, String text, boolean spent, Set<String> scopes, Instant issued, Instant expires) {

    /** Adds it to an authorization; it is no longer good where that does not stand. */
    void addTo(OAuth2Authorization.Builder builder, boolean standing) {
        OAuth2Token token = switch (kind) {
            case CODE -> new OAuth2AuthorizationCode(text, issued, expires);
            case ACCESS -> new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, text, issued, expires, scopes);
            case REFRESH -> new OAuth2RefreshToken(text, issued, expires);
            case ID -> new OidcIdToken(text, issued, expires, Map.of("iat", issued));
        };
        builder.token(
                token,
                metadata -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, spent || !standing));
    }
}
