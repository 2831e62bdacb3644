package io.foodflow.notification.suppressions;

import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import({SuppressionController.class, UnsubscribeController.class})
class SuppressionConfiguration {

    @Bean
    Suppressions suppressions(JdbcClient jdbc, UnitOfWork work, Clock clock) {
        return new Suppressions(new SuppressionRepository(jdbc), work, clock);
    }
}
