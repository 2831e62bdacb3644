package io.foodflow.identity.oidc.clients;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application of others.
 *
 * @param id the {@code client_id}
 * @param redirectUris where its users are sent back to, compared letter by letter
 * @param consentRequired whether its users are asked before it learns of them
 * @param enabled whether it works; one that does not signs nobody in, and its tokens are refused
 * @param secret of a confidential client; null for a public one
 * @param previousSecret the one before, while it works beside the other
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
        boolean enabled,
        @Nullable Secret secret,
        @Nullable PreviousSecret previousSecret,
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

    /** The same at that time: without a secret before that has run out. */
    OAuthClient asOf(Instant now) {
        return previousSecret == null || previousSecret.expiresAt().isAfter(now)
                ? this
                : new OAuthClient(
                        id,
                        name,
                        description,
                        kind,
                        grantTypes,
                        redirectUris,
                        postLogoutRedirectUris,
                        scopes,
                        consentRequired,
                        enabled,
                        secret,
                        null,
                        createdBy,
                        createdAt,
                        updatedAt,
                        version);
    }

    /** The hashes of the secrets that work, as {@link ClientSecret#encoder()} compares them; empty for a public client. */
    public Optional<String> secretHashes() {
        return Optional.ofNullable(secret)
                .map(now -> previousSecret == null ? now.hash() : now.hash() + " " + previousSecret.hash());
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

    /**
     * The secret before, which works for a while.
     *
     * @param expiresAt when it stops
     * @param hash hexadecimal, of its SHA-256; never shown
     */
    public record PreviousSecret(
            String ending, Instant expiresAt, @JsonIgnore String hash) {}
}
