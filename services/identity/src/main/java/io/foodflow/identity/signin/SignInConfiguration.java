package io.foodflow.identity.signin;

import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInSettings.class)
@Import(SignInController.class)
class SignInConfiguration {

    @Bean
    AttemptLimits attemptLimits(PlatformWork work, JdbcClient jdbc, SignInSettings settings, Clock clock) {
        return new AttemptLimits(work, jdbc, settings, clock);
    }

    @Bean
    TokenIssue tokenIssue(Users users, Roles roles, AccessTokens accessTokens, UnitOfWork work) {
        return new TokenIssue(users, roles, accessTokens, work);
    }

    @Bean
    PasswordSignIn passwordSignIn(
            AttemptLimits limits,
            Users users,
            Passwords passwords,
            Sessions sessions,
            TokenIssue tokens,
            Tenants tenants,
            JdbcClient jdbc,
            UnitOfWork work,
            PlatformWork platformWork) {
        var directory = new Directory(platformWork, jdbc, tenants);
        return new PasswordSignIn(limits, directory, users, passwords, sessions, tokens, work, platformWork);
    }

    @Bean
    SessionTokens sessionTokens(Tenants tenants, Sessions sessions, TokenIssue tokens, UnitOfWork work) {
        return new SessionTokens(tenants, sessions, tokens, work);
    }
}
