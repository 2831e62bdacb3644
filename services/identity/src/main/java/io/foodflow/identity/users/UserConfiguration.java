package io.foodflow.identity.users;

import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.sessions.Sessions;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(UserController.class)
class UserConfiguration {

    @Bean
    Users users(
            JdbcClient jdbc,
            Roles roles,
            GrantChanges grantChanges,
            Sessions sessions,
            Passwords passwords,
            Entitlements entitlements,
            ProofHolds holds,
            UnitOfWork work,
            Clock clock) {
        return new Users(
                new UserRepository(jdbc), roles, grantChanges, sessions, passwords, entitlements, holds, work, clock);
    }

    @Bean
    Accounts accounts(
            JdbcClient jdbc,
            Sessions sessions,
            Entitlements entitlements,
            GrantChanges grantChanges,
            ProofHolds holds,
            Clock clock) {
        return new Accounts(
                new UserRepository(jdbc),
                new AccountRepository(jdbc),
                sessions,
                entitlements,
                grantChanges,
                holds,
                clock);
    }

    @Bean
    ProofHolds proofHolds(JdbcClient jdbc, Roles roles, UnitOfWork work, Clock clock) {
        return new ProofHolds(jdbc, new UserRepository(jdbc), roles, work, clock);
    }

    @Bean
    Directory directory(PlatformWork work, JdbcClient jdbc, Tenants tenants) {
        return new Directory(work, jdbc, tenants);
    }

    @Bean
    InProcessIdentity inProcessIdentity(Users users, Policies policies) {
        return new InProcessIdentity(users, policies);
    }
}
