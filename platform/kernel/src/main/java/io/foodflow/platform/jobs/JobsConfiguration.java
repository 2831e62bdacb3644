package io.foodflow.platform.jobs;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.platform.database.PlatformTransactions;
import io.foodflow.platform.database.TenantTransactions;
import io.foodflow.platform.lineage.RunMarks;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
@Import(JobController.class)
class JobsConfiguration {

    @Bean
    JobSignal jobSignal() {
        return new JobSignal();
    }

    @Bean
    JobTable jobTable(JdbcClient jdbc, JsonMapper json) {
        return new JobTable(jdbc, json);
    }

    @Bean
    Jobs jobs(UnitOfWork work, JobTable table, JobSignal signal, RunMarks marks) {
        return new Jobs(work, table, signal, marks);
    }

    @Bean
    JobMetrics jobMetrics(PlatformWork work, JdbcClient jdbc) {
        return new JobMetrics(work, jdbc);
    }

    @Bean
    CleanUp cleanUp(
            Tenants tenants,
            TenantTransactions transactions,
            PlatformTransactions platformTransactions,
            JdbcClient jdbc,
            JobTable jobs,
            RunMarks marks,
            List<Sweep> sweeps,
            Clock clock) {
        return new CleanUp(
                tenants,
                new TransactionTemplate(transactions),
                new TransactionTemplate(platformTransactions),
                jdbc,
                jobs,
                marks,
                sweeps,
                clock);
    }

    @Bean
    JobScheduler jobScheduler(
            List<JobHandler> handlers,
            CleanUp cleanUp,
            JobSettings settings,
            UnitOfWork work,
            TenantTransactions transactions,
            JobTable table,
            JobSignal signal,
            RunMarks marks,
            JsonMapper json,
            ObservationRegistry observations,
            MeterRegistry meters,
            Tenants tenants,
            TenantProvisioning migratedFirst,
            DataSource dataSource,
            DatabaseServer server,
            PlatformWork platformWork,
            JdbcClient jdbc,
            Clock clock) {
        var apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        var runner = new JobRunner(work, apart, table, signal, marks, tenants, json, observations, meters);
        return new JobScheduler(
                handlers,
                List.of(cleanUp.task()),
                settings,
                runner,
                signal,
                tenants,
                dataSource,
                server,
                platformWork,
                jdbc,
                clock);
    }
}
