package io.foodflow.identity.signin;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.factors.SecondFactors;
import io.foodflow.identity.federation.Arrivals;
import io.foodflow.identity.federation.IdentityProviders;
import io.foodflow.identity.federation.SignOuts;
import io.foodflow.identity.links.LinkDoor;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Directory;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(SignInController.class)
class SignInConfiguration {

    @Bean
    TokenIssue tokenIssue(Users users, Accounts accounts, Roles roles, AccessTokens accessTokens, UnitOfWork work) {
        return new TokenIssue(users, accounts, roles, accessTokens, work);
    }

    @Bean
    PasswordSignIn passwordSignIn(
            AttemptLimits limits,
            Users users,
            Passwords passwords,
            Sessions sessions,
            TokenIssue tokens,
            Policies policies,
            SecondFactors factors,
            OneTimeTokens challenges,
            IdentityProviders providers,
            Directory directory,
            UnitOfWork work,
            PlatformWork platformWork) {
        return new PasswordSignIn(
                limits,
                directory,
                users,
                passwords,
                sessions,
                tokens,
                policies,
                factors,
                challenges,
                providers,
                work,
                platformWork);
    }

    @Bean
    SessionTokens sessionTokens(
            Tenants tenants,
            Sessions sessions,
            TokenIssue tokens,
            Policies policies,
            SignOuts signOuts,
            UnitOfWork work) {
        return new SessionTokens(tenants, sessions, tokens, policies, signOuts, work);
    }

    @Bean
    ArrivedSignIn arrivedSignIn(
            Tenants tenants,
            Arrivals arrivals,
            Accounts accounts,
            Sessions sessions,
            TokenIssue tokens,
            Policies policies,
            SecondFactors factors,
            OneTimeTokens challenges,
            UnitOfWork work,
            JsonMapper json) {
        return new ArrivedSignIn(
                tenants, arrivals, accounts, sessions, tokens, policies, factors, challenges, work, json);
    }

    @Bean
    SecondFactorSignIn secondFactorSignIn(
            LinkDoor door,
            OneTimeTokens challenges,
            Arrivals arrivals,
            Accounts accounts,
            SecondFactors factors,
            Sessions sessions,
            TokenIssue tokens,
            Policies policies,
            AttemptLimits limits,
            UnitOfWork work,
            JsonMapper json) {
        return new SecondFactorSignIn(
                door, challenges, arrivals, accounts, factors, sessions, tokens, policies, limits, work, json);
    }
}
