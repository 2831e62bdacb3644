package io.foodflow.tenant.exports;

import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportSettings.class)
@Import(ExportController.class)
class ExportConfiguration {

    @Bean
    Exports exports(
            UnitOfWork work,
            PlatformWork platformWork,
            JdbcClient jdbc,
            AuditProofs proofs,
            EventRelay relay,
            ObjectStore objects,
            PlatformObjects platformObjects,
            FoodflowHome home,
            Tenants tenants,
            ExportSettings settings,
            JsonMapper json,
            Clock clock) {
        return new Exports(
                new ExportTable(jdbc),
                new TenantArchive(work, platformWork, jdbc, proofs, relay, objects, json, clock),
                tenants,
                platformObjects,
                home.drafts(),
                platformWork,
                settings,
                clock);
    }

    @Bean
    ExportWork exportWork(Exports exports) {
        return new ExportWork(exports);
    }
}
