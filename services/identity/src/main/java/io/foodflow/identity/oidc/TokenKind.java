package io.foodflow.identity.oidc;

import java.util.Locale;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;

/** What an authorization gives, by the names that the protocol's code and the table {@code oauth_tokens} use. */
enum TokenKind {
    CODE("code", OAuth2AuthorizationCode.class),
    ACCESS("access_token", OAuth2AccessToken.class),
    REFRESH("refresh_token", OAuth2RefreshToken.class),
    ID("id_token", OidcIdToken.class);

    private final String type;
    private final Class<? extends OAuth2Token> token;

    TokenKind(String type, Class<? extends OAuth2Token> token) {
        this.type = type;
        this.token = token;
    }

    /** The kind of a row. */
    static TokenKind read(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** The protocol's name of it, as in {@code token_type_hint}. */
    String type() {
        return type;
    }

    Class<? extends OAuth2Token> token() {
        return token;
    }

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
