package io.foodflow.tenant.deletions;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.backups.Backups;
import io.foodflow.tenant.billing.Billing;
import io.foodflow.tenant.exports.Exports;
import io.foodflow.tenant.tenants.TenantLife;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(DeletionController.class)
class DeletionConfiguration {

    @Bean
    Deletions deletions(
            JdbcClient jdbc,
            TenantLife life,
            Tenants tenants,
            TenantProvisioning provisioning,
            Exports exports,
            Backups backups,
            Jobs jobs,
            Billing billing,
            LegalHolds holds,
            UnitOfWork tenantWork,
            PlatformWork work,
            Clock clock) {
        return new Deletions(
                new DeletionTable(jdbc),
                life,
                tenants,
                provisioning,
                exports,
                backups,
                jobs,
                billing,
                holds,
                tenantWork,
                work,
                clock);
    }
}
