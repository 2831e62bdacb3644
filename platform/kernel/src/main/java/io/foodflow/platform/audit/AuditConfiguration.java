package io.foodflow.platform.audit;

import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    RefusedAccess refusedAccess(UnitOfWork work, Clock clock) {
        return new RefusedAccess(work, clock);
    }
}
