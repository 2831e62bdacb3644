package io.foodflow.identity.auditors;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.policy.Policies;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.security.EndedSessions;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.tenancy.Tenants;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import({AuditorLinkController.class, AuditorDoorController.class})
class AuditorConfiguration {

    @Bean
    AuditorLinks auditorLinks(JdbcClient jdbc, EndedSessions endedSessions, UnitOfWork work, Clock clock) {
        return new AuditorLinks(new AuditorLinkRepository(jdbc), endedSessions, work, clock, new SecureRandom());
    }

    @Bean
    AuditorDoor auditorDoor(
            JdbcClient jdbc,
            Policies policies,
            Tenants tenants,
            AttemptLimits limits,
            AccessTokens accessTokens,
            GrantChanges grantChanges,
            UnitOfWork work,
            Clock clock) {
        return new AuditorDoor(
                new AuditorLinkRepository(jdbc), policies, tenants, limits, accessTokens, grantChanges, work, clock);
    }
}
