package io.foodflow.identity.serviceaccounts;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Roles;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.security.EndedSessions;
import io.foodflow.platform.tenancy.Tenants;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import({ServiceAccountController.class, TokenController.class})
class ServiceAccountConfiguration {

    @Bean
    ServiceAccounts serviceAccounts(
            JdbcClient jdbc,
            Roles roles,
            EndedSessions endedSessions,
            Entitlements entitlements,
            UnitOfWork work,
            Clock clock) {
        return new ServiceAccounts(
                new ServiceAccountRepository(jdbc),
                roles,
                endedSessions,
                entitlements,
                work,
                clock,
                new SecureRandom());
    }

    @Bean
    KeyExchange keyExchange(
            JdbcClient jdbc,
            Roles roles,
            Policies policies,
            Tenants tenants,
            AttemptLimits limits,
            AccessTokens accessTokens,
            Entitlements entitlements,
            UnitOfWork work,
            Clock clock) {
        return new KeyExchange(
                new ServiceAccountRepository(jdbc),
                roles,
                policies,
                tenants,
                limits,
                accessTokens,
                entitlements,
                work,
                clock);
    }
}
