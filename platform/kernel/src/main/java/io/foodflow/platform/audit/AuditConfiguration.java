package io.foodflow.platform.audit;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    RefusedAccess refusedAccess(Tenants tenants, UnitOfWork work, Clock clock) {
        return new RefusedAccess(tenants, work, clock);
    }
}
