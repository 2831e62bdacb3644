package io.foodflow.notification.digests;

import io.foodflow.notification.deliveries.Deliveries;
import io.foodflow.notification.templates.Templates;
import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DigestConfiguration {

    @Bean
    Digests digests(JdbcClient jdbc, Deliveries deliveries, Templates templates, UnitOfWork work, Clock clock) {
        return new Digests(new DigestRepository(jdbc), deliveries, templates, work, clock);
    }
}
