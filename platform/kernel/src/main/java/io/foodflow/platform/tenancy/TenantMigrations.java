package io.foodflow.platform.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.platform.database.Scripts;
import io.foodflow.platform.services.ServiceCatalog;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables each service keeps in a tenant's schema. Migrations run as the tenant's role on a connection of their own,
 * never from the pool: a role set on a pooled connection would leak into the next tenant's work. One whose number is lower
 * than that of one that was run is run all the same: features come in the order in which they are done.
 */
final class TenantMigrations {

    private static final int CONNECTIONS_OF_FLYWAY = 4;

    private final Map<String, String> locations = new LinkedHashMap<>();
    private final ClassLoader loader;
    private final String fingerprint;

    /** The scripts come from {@code loader}, whatever thread asks for a tenant later. */
    TenantMigrations(ServiceCatalog catalog, ClassLoader loader) {
        this.loader = loader;
        locations.put("kernel", "db/tenant/kernel");
        for (var service : catalog.services()) {
            if (service.migrations() != null) {
                locations.put(service.name(), service.migrations());
            }
        }
        this.fingerprint = Scripts.fingerprint(locations.values(), loader);
    }

    /** Names the state that {@link #run} leads to: a tenant that carries it needs no migration. */
    String fingerprint() {
        return fingerprint;
    }

    /** Where each owner's scripts lie on the class path. */
    Map<String, String> locations() {
        return Collections.unmodifiableMap(locations);
    }

    ClassLoader loader() {
        return loader;
    }

    /** All of them in turn on the same few connections: to open one takes longer than most scripts. */
    void run(Tenant tenant, DatabaseServer server) {
        try (var connections = connections(tenant, server)) {
            locations.forEach((owner, location) -> migrate(tenant, owner, location, connections));
        }
    }

    private static HikariDataSource connections(Tenant tenant, DatabaseServer server) {
        var config = new HikariConfig();
        config.setPoolName("migrations of " + tenant.slug());
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setConnectionInitSql("set role " + tenant.schema());
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(CONNECTIONS_OF_FLYWAY);
        return new HikariDataSource(config);
    }

    private void migrate(Tenant tenant, String owner, String location, DataSource connections) {
        Flyway.configure(loader)
                .dataSource(connections)
                .initSql("set role " + tenant.schema())
                .schemas(tenant.schema())
                .defaultSchema(tenant.schema())
                .createSchemas(false)
                .table("flyway_" + owner)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .outOfOrder(true)
                .group(true)
                .locations("classpath:" + location)
                .load()
                .migrate();
    }
}
