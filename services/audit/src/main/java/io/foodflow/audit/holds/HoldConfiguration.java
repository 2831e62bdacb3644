package io.foodflow.audit.holds;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.LegalHolds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(HoldController.class)
class HoldConfiguration {

    @Bean
    Holds auditHolds(LegalHolds turns, JdbcClient jdbc, UnitOfWork work) {
        return new Holds(turns, jdbc, work);
    }
}
