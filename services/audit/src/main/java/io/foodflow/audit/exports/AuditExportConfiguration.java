package io.foodflow.audit.exports;

import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.storage.ObjectStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(AuditExportController.class)
class AuditExportConfiguration {

    @Bean
    AuditExports auditExports(
            JdbcClient jdbc,
            AuditProofs proofs,
            EventRelay relay,
            ObjectStore objects,
            Jobs jobs,
            UnitOfWork work,
            FoodflowHome home,
            Clock clock) {
        return new AuditExports(new ExportRepository(jdbc), proofs, relay, objects, jobs, work, home.drafts(), clock);
    }
}
