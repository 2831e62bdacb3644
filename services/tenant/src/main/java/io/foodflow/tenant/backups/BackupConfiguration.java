package io.foodflow.tenant.backups;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.tenancy.RestoreWitness;
import io.foodflow.platform.tenancy.TenantCopies;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackupSettings.class)
@Import({BackupController.class, RestoreController.class})
class BackupConfiguration {

    @Bean
    Backups backups(
            JdbcClient jdbc,
            TenantCopies copies,
            Tenants tenants,
            ObjectStore objects,
            PlatformObjects platformObjects,
            FoodflowHome home,
            MasterKey key,
            JsonMapper json,
            PlatformWork work,
            BackupSettings settings,
            Clock clock) {
        return new Backups(
                new BackupTable(jdbc),
                new BackupWriter(copies, objects, key, json, clock),
                copies,
                tenants,
                platformObjects,
                home.drafts(),
                key,
                json,
                work,
                settings,
                clock);
    }

    @Bean
    BackupWork backupWork(Backups backups) {
        return new BackupWork(backups);
    }

    @Bean
    Restores restores(JdbcClient jdbc, Backups backups, Tenants tenants, PlatformWork work, Clock clock) {
        return new Restores(new RestoreTable(jdbc), backups, tenants, work, clock);
    }

    @Bean
    RestoreWork restoreWork(
            JdbcClient jdbc,
            Backups backups,
            TenantCopies copies,
            TenantProvisioning provisioning,
            Tenants tenants,
            ObjectStore objects,
            LegalHolds holds,
            UnitOfWork tenantWork,
            PlatformWork work,
            ObjectProvider<RestoreWitness> witnesses,
            BackupSettings settings,
            Clock clock) {
        return new RestoreWork(
                new RestoreTable(jdbc),
                backups,
                copies,
                provisioning,
                tenants,
                objects,
                holds,
                tenantWork,
                work,
                jdbc,
                (step, slug) -> witnesses.orderedStream().forEach(witness -> witness.before(step, slug)),
                settings,
                clock);
    }
}
