package io.foodflow.identity.oidc;

import io.foodflow.platform.tenancy.Tenant;
import java.net.URI;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;

/**
 * A tenant in its part as an issuer.
 *
 * @param uri the {@code iss} of its tokens, beneath which all its endpoints are
 */
record Issuer(Tenant tenant, String uri) implements AuthorizationServerContext {

    private static final AuthorizationServerSettings SETTINGS =
            AuthorizationServerSettings.builder().build();

    @Override
    public String getIssuer() {
        return uri;
    }

    @Override
    public AuthorizationServerSettings getAuthorizationServerSettings() {
        return SETTINGS;
    }

    String endpoint(String name) {
        return uri + "/" + name;
    }

    /** The path of its cookies: no other issuer's requests carry them. */
    String cookiePath() {
        return URI.create(uri).getPath();
    }

    boolean secure() {
        return uri.startsWith("https:");
    }
}
