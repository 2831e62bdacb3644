package io.foodflow.identity.policy;

import io.foodflow.identity.roles.Roles;
import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(PolicyController.class)
class PolicyConfiguration {

    @Bean
    Policies policies(JdbcClient jdbc, Roles roles, UnitOfWork work, Clock clock) {
        return new Policies(jdbc, roles, work, clock);
    }
}
