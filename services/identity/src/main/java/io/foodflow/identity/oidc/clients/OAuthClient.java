package io.foodflow.identity.oidc.clients;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application of others.
 *
 * @param id the {@code client_id}
 * @param redirectUris where its users are sent back to, compared letter by letter
 * @param consentRequired whether its users are asked before it learns of them
 * @param secret of a confidential client; null for a public one
 * @param version goes up by one with each change; the ETag
 */
public record OAuthClient(
        UUID id,
        String name,
        String description,
        Kind kind,
        List<GrantType> grantTypes,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        List<String> scopes,
        boolean consentRequired,
        @Nullable Secret secret,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public OAuthClient {
        grantTypes = List.copyOf(grantTypes);
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        scopes = List.copyOf(scopes);
    }

    /** Whether an application can keep a secret. */
    public enum Kind {
        /** It runs on a server and has a secret. */
        @JsonProperty("confidential")
        CONFIDENTIAL,
        /** It runs in a browser or on a telephone and proves itself by PKCE. */
        @JsonProperty("public")
        PUBLIC
    }

    /** How it may come by tokens. */
    public enum GrantType {
        @JsonProperty("authorization_code")
        AUTHORIZATION_CODE,
        @JsonProperty("refresh_token")
        REFRESH_TOKEN,
        @JsonProperty("client_credentials")
        CLIENT_CREDENTIALS
    }

    /**
     * What is known of a secret.
     *
     * @param ending its last four characters
     * @param hash hexadecimal, of its SHA-256; never shown
     */
    public record Secret(
            String ending, Instant createdAt, @JsonIgnore String hash) {}
}
