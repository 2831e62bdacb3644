package io.foodflow.identity.oidc;

import io.foodflow.identity.oidc.clients.OAuthClient;
import io.foodflow.identity.oidc.clients.OAuthClient.GrantType;
import io.foodflow.identity.oidc.clients.OAuthClient.Kind;
import io.foodflow.identity.oidc.clients.OAuthClients;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The current tenant's clients as the protocol's code knows them. It changes none. Thread-safe. */
final class RegisteredClients implements RegisteredClientRepository {

    private static final Duration CODE_LIFE = Duration.ofMinutes(1);

    private final OAuthClients clients;
    private final Duration accessTokenLife;

    RegisteredClients(OAuthClients clients, Duration accessTokenLife) {
        this.clients = clients;
        this.accessTokenLife = accessTokenLife;
    }

    /** The client as its tenant registered it, if it is switched on. */
    Optional<OAuthClient> ours(@Nullable String clientId) {
        return known(clientId).filter(OAuthClient::enabled);
    }

    /** The same, switched on or not. */
    Optional<OAuthClient> known(@Nullable String clientId) {
        return id(clientId).flatMap(clients::find);
    }

    /** The client, if it is switched on, and stays so until the caller's transaction ends. To be locked before all else. */
    Optional<OAuthClient> keep(UUID id) {
        return clients.keep(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return findById(clientId);
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return ours(id).map(this::registered).orElse(null);
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are changed by their tenant's administrators only");
    }

    private RegisteredClient registered(OAuthClient client) {
        var id = client.id().toString();
        var builder = RegisteredClient.withId(id)
                .clientId(id)
                .clientName(client.name())
                .redirectUris(uris -> uris.addAll(client.redirectUris()))
                .postLogoutRedirectUris(uris -> uris.addAll(client.postLogoutRedirectUris()))
                .scopes(scopes -> scopes.addAll(client.scopes()))
                .authorizationGrantTypes(types -> client.grantTypes().stream()
                        .map(RegisteredClients::type)
                        .forEach(types::add))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(client.kind() == Kind.PUBLIC)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .authorizationCodeTimeToLive(CODE_LIFE)
                        .accessTokenTimeToLive(accessTokenLife)
                        .reuseRefreshTokens(false)
                        .build());
        var secrets = client.secretHashes();
        if (secrets.isEmpty()) {
            builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else {
            builder.clientSecret(secrets.get())
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        }
        return builder.build();
    }

    private static AuthorizationGrantType type(GrantType grant) {
        return switch (grant) {
            case AUTHORIZATION_CODE -> AuthorizationGrantType.AUTHORIZATION_CODE;
            case REFRESH_TOKEN -> AuthorizationGrantType.REFRESH_TOKEN;
            case CLIENT_CREDENTIALS -> AuthorizationGrantType.CLIENT_CREDENTIALS;
        };
    }

    private static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(text))
                            .filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
