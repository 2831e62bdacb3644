package io.foodflow.identity.proof;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.factors.SecondFactors;
import io.foodflow.identity.federation.IdentityProviders;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.ProofHolds;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.UnitOfWork;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(ProofController.class)
class ProofConfiguration {

    @Bean
    PersonProof personProof(
            Users users,
            Accounts accounts,
            Passwords passwords,
            SecondFactors factors,
            IdentityProviders providers,
            AttemptLimits limits,
            ProofHolds holds,
            UnitOfWork work) {
        return new PersonProof(users, accounts, passwords, factors, providers, limits, holds, work);
    }
}
