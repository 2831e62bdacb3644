package io.foodflow.identity.oidc.clients;

import io.foodflow.identity.oidc.clients.OAuthClient.GrantType;
import io.foodflow.identity.oidc.clients.OAuthClient.Kind;
import java.util.List;

/** What a client is to be. */
record ClientDraft(
        String name,
        String description,
        Kind kind,
        List<GrantType> grantTypes,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        List<String> scopes,
        boolean consentRequired) {

    ClientDraft {
        grantTypes = List.copyOf(grantTypes);
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        scopes = List.copyOf(scopes);
    }
}
