package io.foodflow.platform.placement;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.PlacementSettings;
import io.foodflow.platform.database.PlatformCalls;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.events.RelaySignal;
import io.foodflow.platform.tenancy.TenantDatabases;
import io.foodflow.platform.tenancy.TenantUpgrades;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PlacementConfiguration {

    @Bean
    MoveTable moveTable(JdbcClient jdbc, JsonMapper json) {
        return new MoveTable(jdbc, json);
    }

    @Bean
    Mover mover(
            MoveTable table,
            PlatformWork work,
            PlatformSchema shared,
            Databases databases,
            PlatformCalls calls,
            Tenants tenants,
            TenantDatabases tenantDatabases,
            RelaySignal relay,
            PlacementSettings settings,
            ObjectProvider<MoveWitness> witnesses,
            Clock clock) {
        var book = new MoveBook(table, work, settings, clock);
        var steps = new MoveSteps(
                book,
                databases,
                calls,
                tenantDatabases,
                relay,
                settings,
                (step, tenant) -> witnesses.orderedStream().forEach(witness -> witness.before(step, tenant.slug())));
        return new Mover(book, steps, shared, tenants, settings);
    }

    @Bean
    Promotions promotions(
            MoveTable table,
            PlatformWork work,
            UnitOfWork tenantWork,
            JdbcClient jdbc,
            Usage usage,
            Databases databases,
            PlacementSettings settings,
            TenantDatabases tenantDatabases,
            Mover mover,
            Clock clock) {
        return new Promotions(table, work, tenantWork, jdbc, usage, databases, settings, tenantDatabases, mover, clock);
    }

    @Bean
    PlacementUpkeep placementUpkeep(
            MoveTable table,
            PlatformWork work,
            Databases databases,
            PlatformCalls calls,
            Tenants tenants,
            TenantUpgrades upgrades,
            Promotions promotions,
            Entitlements entitlements,
            PlacementSettings settings,
            Clock clock) {
        return new PlacementUpkeep(
                table, work, databases, calls, tenants, upgrades, promotions, entitlements, settings, clock);
    }
}
