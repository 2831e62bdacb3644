package io.foodflow.audit.trail;

import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.changes.UnitOfWork;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import({AuditController.class, LedgerController.class})
class AuditTrailConfiguration {

    @Bean
    AuditorReadings auditorReadings(UnitOfWork work) {
        return new AuditorReadings(work);
    }

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc, JsonMapper json, AuditProofs proofs, UnitOfWork work) {
        return new AuditTrail(new EntryRepository(jdbc, json), proofs, work);
    }
}
