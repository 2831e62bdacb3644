package io.foodflow.platform.tenancy;

import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.platform.database.Scripts;
import io.foodflow.platform.services.ServiceCatalog;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * The tables each service keeps in a tenant's schema. Migrations run as the tenant's role on a connection of their own,
 * never from the pool: a role set on a pooled connection would leak into the next tenant's work. One whose number is lower
 * than that of one that was run is run all the same: features come in the order in which they are done.
 */
final class TenantMigrations {

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

    void run(Tenant tenant, DatabaseServer server) {
        locations.forEach((owner, location) -> Flyway.configure(loader)
                .dataSource(server.jdbcUrl(), server.user(), server.password())
                .initSql("set role " + tenant.schema())
                .schemas(tenant.schema())
                .defaultSchema(tenant.schema())
                .createSchemas(false)
                .table("flyway_" + owner)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .outOfOrder(true)
                .locations("classpath:" + location)
                .load()
                .migrate());
    }
}
