package io.foodflow.audit.lineage;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.Sweep;
import io.foodflow.platform.lineage.RunMarks;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.PublicAddress;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LineageSettings.class)
@Import(LineageController.class)
class LineageServiceConfiguration {

    @Bean
    OwnNames lineageOwnNames(LineageSettings settings) {
        return new OwnNames(settings);
    }

    @Bean
    LineageStore lineageStore(JdbcClient jdbc, JsonMapper json) {
        return new LineageStore(jdbc, json);
    }

    @Bean
    Lineage lineage(UnitOfWork work, JdbcClient jdbc, JsonMapper json) {
        return new Lineage(work, new LineageQueries(jdbc, json));
    }

    @Bean
    ReceivedEvents receivedLineageEvents(LineageStore store, OwnNames names, UnitOfWork work, JsonMapper json) {
        return new ReceivedEvents(new EventSchema(), store, names, work, json);
    }

    /** After provisioning, which brings every tenant's tables to this version. */
    @Bean
    LineageReceivers lineageReceivers(
            LineageSettings settings,
            JdbcClient jdbc,
            UnitOfWork work,
            Tenants tenants,
            TenantProvisioning provisioned,
            Clock clock) {
        return new LineageReceivers(settings, new ReceiverTable(jdbc), work, tenants, clock);
    }

    @Bean
    MarkedTenants markedTenants() {
        return new MarkedTenants();
    }

    @Bean
    LineageRecorder lineageRecorder(
            MarkedTenants marked,
            RunMarks marks,
            PublicAddress address,
            LineageStore store,
            OwnNames names,
            UnitOfWork work,
            JdbcClient jdbc,
            JsonMapper json,
            Tenants tenants,
            LineageReceivers receivers,
            LineageSettings settings,
            TenantProvisioning provisioned,
            Clock clock) {
        return new LineageRecorder(
                marked,
                marks,
                new RunEvents(address),
                store,
                names,
                work,
                jdbc,
                json,
                tenants,
                receivers::wake,
                settings,
                clock);
    }

    @Bean
    Sweep lineageSweep(LineageStore store, LineageSettings settings) {
        return (now, rows) -> store.deleteBefore(now.minus(settings.kept()), rows);
    }
}
