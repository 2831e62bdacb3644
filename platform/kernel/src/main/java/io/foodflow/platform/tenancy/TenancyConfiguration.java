package io.foodflow.platform.tenancy;

import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.services.ServiceCatalog;
import io.foodflow.platform.storage.ObjectStore;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class TenancyConfiguration {

    @Bean
    Tenants tenants(PlatformWork work, JdbcClient jdbc) {
        return new Tenants(work, jdbc);
    }

    @Bean
    TenantMigrations tenantMigrations(PlatformSchema schema, ServiceCatalog catalog, ResourceLoader resources) {
        return new TenantMigrations(schema.server(), catalog, Objects.requireNonNull(resources.getClassLoader()));
    }

    /** After provisioning, which brings every tenant's tables to this version. */
    @Bean
    TenantCopies tenantCopies(
            PlatformSchema schema,
            TenantMigrations migrations,
            TenantProvisioning provisioned,
            ChangeRecorder changes,
            EventRelay relay,
            Tenants tenants,
            ObjectProvider<RestoreWitness> witnesses) {
        return new TenantCopies(
                schema,
                migrations,
                changes,
                relay,
                tenants,
                (step, slug) -> witnesses.orderedStream().forEach(witness -> witness.before(step, slug)));
    }

    @Bean
    TenantProvisioning tenantProvisioning(
            PlatformSchema schema,
            TenantMigrations migrations,
            PlatformWork work,
            JdbcClient jdbc,
            Tenants tenants,
            ObjectStore objects,
            ObjectProvider<ProvisioningWitness> witnesses) {
        var provisioning = new TenantProvisioning(
                schema,
                migrations,
                work,
                jdbc,
                tenants,
                objects,
                (step, slug) -> witnesses.orderedStream().forEach(witness -> witness.before(step, slug)));
        provisioning.migrateAll();
        return provisioning;
    }
}
