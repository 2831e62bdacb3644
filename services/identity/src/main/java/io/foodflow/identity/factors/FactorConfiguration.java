package io.foodflow.identity.factors;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.MasterKey;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(FactorController.class)
class FactorConfiguration {

    @Bean
    SecondFactors secondFactors(JdbcClient jdbc, MasterKey masterKey, Clock clock) {
        return new SecondFactors(new FactorRepository(jdbc), masterKey, clock, new SecureRandom());
    }

    @Bean
    OwnSecondFactor ownSecondFactor(
            SecondFactors factors, Users users, Passwords passwords, AttemptLimits limits, UnitOfWork work) {
        return new OwnSecondFactor(factors, users, passwords, limits, work);
    }
}
