package io.foodflow.identity.federation;

import io.foodflow.identity.factors.SecondFactors;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.http.OutboundSettings;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.tenancy.DomainClaims;
import io.foodflow.platform.web.PublicAddress;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FederationSettings.class)
@Import({IdentityProviderController.class, FederationController.class})
class FederationConfiguration {

    @Bean
    IdentityProviders identityProviders(
            JdbcClient jdbc,
            DomainClaims domains,
            Roles roles,
            Entitlements entitlements,
            MasterKey masterKey,
            UnitOfWork work,
            Clock clock) {
        return new IdentityProviders(
                new IdentityProviderRepository(jdbc, domains),
                roles,
                entitlements,
                masterKey,
                work,
                clock,
                new SecureRandom());
    }

    @Bean
    CallbackAddress callbackAddress(PublicAddress address) {
        return new CallbackAddress(address);
    }

    @Bean
    TxtRecords txtRecords(FederationSettings settings) {
        return new DnsTxtRecords(settings.dnsServer(), settings.dnsMillis());
    }

    @Bean
    VerifiedDomains verifiedDomains(PlatformWork work, JdbcClient jdbc) {
        return new VerifiedDomains(work, jdbc);
    }

    @Bean
    ProviderCalls providerCalls(FederationSettings settings, OutboundSettings general) {
        return new ProviderCalls(settings, general);
    }

    @Bean
    Discovery providerDiscovery(ProviderCalls calls) {
        return new Discovery(calls);
    }

    @Bean
    ProviderKeys providerKeys(ProviderCalls calls, FederationSettings settings, Clock clock) {
        return new ProviderKeys(calls, settings.keyPause(), clock);
    }

    @Bean
    ProviderProtocol providerProtocol(ProviderCalls calls, ProviderKeys keys) {
        return new ProviderProtocol(calls, keys);
    }

    @Bean
    ProviderChecks providerChecks(
            IdentityProviders providers, Discovery discovery, ProviderKeys keys, ProviderProtocol protocol) {
        return new ProviderChecks(providers, discovery, keys, protocol);
    }

    @Bean
    Newcomers newcomers(
            JdbcClient jdbc,
            DomainClaims domains,
            Users users,
            Accounts accounts,
            Passwords passwords,
            Roles roles,
            SecondFactors factors,
            UnitOfWork work,
            Clock clock) {
        return new Newcomers(
                new IdentityProviderRepository(jdbc, domains),
                users,
                accounts,
                passwords,
                roles,
                factors,
                work,
                clock,
                new SecureRandom());
    }

    @Bean
    Trials federationTrials(JdbcClient jdbc, Newcomers newcomers, UnitOfWork work, JsonMapper json, Clock clock) {
        return new Trials(new SignInRequests(jdbc), newcomers, work, json, clock);
    }

    @Bean
    Arrivals arrivals(JdbcClient jdbc, Clock clock) {
        return new Arrivals(new SignInRequests(jdbc), clock);
    }

    @Bean
    SignOuts signOuts(
            JdbcClient jdbc,
            DomainClaims domains,
            IdentityProviders providers,
            Discovery discovery,
            ProviderCalls calls,
            ProviderKeys keys,
            CallbackAddress callback,
            Sessions sessions,
            UnitOfWork work,
            Clock clock) {
        return new SignOuts(
                providers,
                new IdentityProviderRepository(jdbc, domains),
                new SignInRequests(jdbc),
                discovery,
                calls,
                new LogoutTokens(discovery, keys, clock),
                callback,
                sessions,
                work,
                clock);
    }

    @Bean
    FederationSweep federationSweep(JdbcClient jdbc) {
        return new FederationSweep(new SignInRequests(jdbc));
    }

    @Bean
    Federation federation(
            JdbcClient jdbc,
            IdentityProviders providers,
            Discovery discovery,
            ProviderProtocol protocol,
            Newcomers newcomers,
            Trials trials,
            Wishes.Source wishes,
            Policies policies,
            MasterKey masterKey,
            UnitOfWork work,
            Clock clock) {
        return new Federation(
                providers,
                new SignInRequests(jdbc),
                discovery,
                protocol,
                newcomers,
                trials,
                wishes,
                policies,
                masterKey,
                work,
                clock,
                new SecureRandom());
    }
}
