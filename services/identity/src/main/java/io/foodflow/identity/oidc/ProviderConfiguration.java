package io.foodflow.identity.oidc;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.oidc.clients.ClientSecret;
import io.foodflow.identity.oidc.clients.OAuthClients;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.OutsideTokens;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.PublicAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.PublicClientAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import({
    AuthorizeController.class,
    ConsentController.class,
    DiscoveryController.class,
    LogoutController.class,
    ProviderTokenController.class,
    UserInfoController.class
})
class ProviderConfiguration {

    @Bean
    Issuers issuers(Tenants tenants, PublicAddress address) {
        return new Issuers(tenants, address);
    }

    @Bean
    RegisteredClients registeredClients(OAuthClients clients, OutsideTokens tokens) {
        return new RegisteredClients(clients, tokens.longestLife());
    }

    @Bean
    StoredAuthorizations storedAuthorizations(
            JdbcClient jdbc, RegisteredClients clients, JsonMapper json, Clock clock) {
        return new StoredAuthorizations(jdbc, clients, json, clock);
    }

    @Bean
    AuthorizationRequests authorizationRequests(JdbcClient jdbc, JsonMapper json) {
        return new AuthorizationRequests(jdbc, json);
    }

    @Bean
    Consents consents(JdbcClient jdbc, RegisteredClients clients, UnitOfWork work, Clock clock) {
        return new Consents(jdbc, clients, work, clock);
    }

    @Bean
    RequestWishes requestWishes(AuthorizationRequests requests, Clock clock) {
        return new RequestWishes(requests, clock);
    }

    @Bean
    PersonClaims personClaims(Users users, Accounts accounts, Roles roles) {
        return new PersonClaims(users, accounts, roles);
    }

    @Bean
    ProviderSweep providerSweep(StoredAuthorizations authorizations, AuthorizationRequests requests) {
        return new ProviderSweep(authorizations, requests);
    }

    @Bean
    ClientAuthentication clientAuthentication(
            RegisteredClients clients, StoredAuthorizations authorizations, AttemptLimits limits, UnitOfWork work) {
        var bySecret = new ClientSecretAuthenticationProvider(clients, authorizations);
        bySecret.setPasswordEncoder(ClientSecret.encoder());
        return new ClientAuthentication(
                bySecret, new PublicClientAuthenticationProvider(clients, authorizations), clients, limits, work);
    }

    @Bean
    Grants grants(
            RegisteredClients clients,
            StoredAuthorizations authorizations,
            OutsideTokens signatures,
            PersonClaims persons,
            Policies policies,
            UnitOfWork work,
            Clock clock) {
        var generator = new ProviderTokens(signatures, persons, policies, clock, new SecureRandom()).generator();
        return new Grants(
                List.of(
                        new OAuth2AuthorizationCodeAuthenticationConverter(),
                        new OAuth2RefreshTokenAuthenticationConverter(),
                        new OAuth2ClientCredentialsAuthenticationConverter()),
                List.of(
                        new OAuth2AuthorizationCodeAuthenticationProvider(authorizations, generator),
                        new OAuth2RefreshTokenAuthenticationProvider(authorizations, generator),
                        new OAuth2ClientCredentialsAuthenticationProvider(authorizations, generator)),
                new OAuth2TokenRevocationAuthenticationProvider(authorizations),
                authorizations,
                clients,
                work);
    }

    @Bean
    Authorizing authorizing(
            RegisteredClients clients,
            StoredAuthorizations authorizations,
            AuthorizationRequests requests,
            Sessions sessions,
            Policies policies,
            UnitOfWork work,
            Clock clock) {
        var codes = new OAuth2AuthorizationCodeRequestAuthenticationProvider(
                clients, authorizations, new ConsentIsAskedBefore());
        codes.setAuthorizationConsentRequired(context -> false);
        return new Authorizing(
                codes, clients, authorizations, requests, sessions, policies, work, clock, new SecureRandom());
    }

    /** The protocol's code asks nobody: {@link Authorizing} did before it. */
    private static final class ConsentIsAskedBefore implements OAuth2AuthorizationConsentService {

        @Override
        public void save(OAuth2AuthorizationConsent consent) {
            throw new UnsupportedOperationException("consents are kept by AuthorizationRequests");
        }

        @Override
        public void remove(OAuth2AuthorizationConsent consent) {
            throw new UnsupportedOperationException("consents are kept by AuthorizationRequests");
        }

        @Override
        public @Nullable OAuth2AuthorizationConsent findById(String registeredClientId, String principalName) {
            return null;
        }
    }
}
