package io.foodflow.platform.tenancy;

import io.foodflow.platform.audit.LedgerBranches;
import io.foodflow.platform.audit.TrailCheck;
import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.Placements;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.PlatformTransactions;
import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.services.ServiceCatalog;
import io.foodflow.platform.storage.ObjectStore;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class TenancyConfiguration {

    @Bean
    Tenants tenants(PlatformWork work, JdbcClient jdbc) {
        return new Tenants(work, jdbc);
    }

    @Bean
    DomainClaims domainClaims(JdbcClient jdbc, PlatformTransactions transactions) {
        var apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new DomainClaims(jdbc, apart);
    }

    @Bean
    TenantMigrations tenantMigrations(ServiceCatalog catalog, ResourceLoader resources) {
        return new TenantMigrations(catalog, Objects.requireNonNull(resources.getClassLoader()));
    }

    /** After the upgrades, which bring every tenant's tables to this version. */
    @Bean
    TenantCopies tenantCopies(
            PlatformSchema schema,
            TenantMigrations migrations,
            TenantUpgrades upgraded,
            ChangeRecorder changes,
            EventRelay relay,
            TrailCheck trail,
            LedgerBranches branches,
            Tenants tenants,
            ObjectProvider<RestoreWitness> witnesses) {
        return new TenantCopies(
                schema,
                migrations,
                changes,
                relay,
                trail,
                branches,
                tenants,
                (step, slug) -> witnesses.orderedStream().forEach(witness -> witness.before(step, slug)));
    }

    @Bean
    TenantDatabases tenantDatabases(
            PlatformSchema schema,
            Databases databases,
            TenantMigrations migrations,
            PlatformWork work,
            JdbcClient jdbc) {
        return new TenantDatabases(schema, databases, migrations, work, jdbc);
    }

    @Bean
    TenantUpgrades tenantUpgrades(
            PlatformSchema schema,
            Databases databases,
            Placements placements,
            TenantMigrations migrations,
            PlatformWork work,
            JdbcClient jdbc,
            Tenants tenants) {
        var upgrades = new TenantUpgrades(schema, databases, placements, migrations, work, jdbc, tenants);
        upgrades.migrateAll();
        return upgrades;
    }

    @Bean
    TenantProvisioning tenantProvisioning(
            PlatformSchema schema,
            TenantDatabases databases,
            TenantMigrations migrations,
            PlatformWork work,
            JdbcClient jdbc,
            Tenants tenants,
            TenantUpgrades upgraded,
            ObjectStore objects,
            ObjectProvider<ProvisioningWitness> witnesses) {
        return new TenantProvisioning(
                schema,
                databases,
                migrations,
                work,
                jdbc,
                tenants,
                objects,
                (step, slug) -> witnesses.orderedStream().forEach(witness -> witness.before(step, slug)));
    }
}
