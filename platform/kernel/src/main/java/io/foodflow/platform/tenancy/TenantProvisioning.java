package io.foodflow.platform.tenancy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.PlatformSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creates and upgrades what a tenant owns: a role without login, a schema of that role, and every service's tables in
 * it. Creation is all or nothing: the row in {@code platform.tenants} is written last, so a tenant that can be seen is
 * whole, and what a failed attempt left behind is dropped by the failure itself or by the next attempt.
 */
public final class TenantProvisioning {

    private static final int PARALLEL_MIGRATIONS = 2;

    private final PlatformSchema schema;
    private final TenantMigrations migrations;
    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final Tenants tenants;

    TenantProvisioning(
            PlatformSchema schema, TenantMigrations migrations, PlatformWork work, JdbcClient jdbc, Tenants tenants) {
        this.schema = schema;
        this.migrations = migrations;
        this.work = work;
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /**
     * Creates a tenant and returns it. Two that create the same one, in whatever processes, take turns: what the first
     * has half made is never taken for the remains of a failure.
     *
     * @throws IllegalArgumentException if the slug is taken
     */
    public Tenant create(NewTenant wanted) {
        try (var connection = schema.administer();
                var lock = connection.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "tenant " + wanted.slug());
            lock.execute();
            return createAlone(wanted);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot provision a tenant: " + e.getMessage(), e);
        }
    }

    private Tenant createAlone(NewTenant wanted) {
        if (tenants.findBySlug(wanted.slug()).isPresent()) {
            throw new IllegalArgumentException("tenant slug '%s' is taken".formatted(wanted.slug()));
        }
        var tenant = new Tenant(
                new TenantId(UuidCreator.getTimeOrderedEpoch()),
                wanted.slug(),
                wanted.name(),
                wanted.plan(),
                Tenant.Status.ACTIVE,
                new Tenant.Branding(wanted.primaryColor(), null));
        try {
            clear(tenant);
            createRoleAndSchema(tenant);
            migrations.run(tenant);
            work.write(change -> {
                jdbc.sql("""
                                insert into tenants (id, slug, name, plan, primary_color, schema_state)
                                values (:id, :slug, :name, :plan, :color, :state)
                                """)
                        .param("id", tenant.id().value())
                        .param("slug", tenant.slug())
                        .param("name", tenant.name())
                        .param("plan", tenant.plan())
                        .param("color", tenant.branding().primaryColor())
                        .param("state", migrations.fingerprint())
                        .update();
                change.record(
                        new TenantCreated(tenant.id(), tenant.slug(), tenant.name(), tenant.plan()), null, tenant);
                return tenant;
            });
        } catch (RuntimeException e) {
            clear(tenant);
            throw e;
        }
        return tenant;
    }

    /** Brings every tenant's tables to this version, a few tenants at a time. Tenants that are there already cost nothing. */
    public void migrateAll() {
        var behind = work.read(() -> jdbc.sql("select slug from tenants where schema_state is distinct from ?")
                .param(migrations.fingerprint())
                .query(String.class)
                .set());
        try (var executor = Executors.newFixedThreadPool(PARALLEL_MIGRATIONS)) {
            var running = tenants.all().stream()
                    .filter(tenant -> behind.contains(tenant.slug()))
                    .<Future<?>>map(tenant -> executor.submit(() -> upgrade(tenant)))
                    .toList();
            for (var migration : running) {
                migration.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while migrating tenants", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("cannot migrate a tenant: " + e.getMessage(), e);
        }
    }

    private void upgrade(Tenant tenant) {
        migrations.run(tenant);
        work.write(change -> {
            jdbc.sql("update tenants set schema_state = ? where id = ?")
                    .params(migrations.fingerprint(), tenant.id().value())
                    .update();
            change.record(new TenantMigrated(tenant.id(), migrations.fingerprint()), null, null);
            return tenant;
        });
    }

    private void createRoleAndSchema(Tenant tenant) {
        administer(connection -> {
            try (var statement = connection.createStatement()) {
                var role = tenant.schema();
                statement.execute("create role %s nologin".formatted(role));
                statement.execute("grant %s to foodflow_app".formatted(role));
                statement.execute("grant %s to current_user".formatted(role));
                statement.execute("create schema %s authorization %s".formatted(role, role));
                statement.execute("grant select on all tables in schema reference to " + role);
            }
        });
    }

    private void clear(Tenant tenant) {
        if (tenants.findBySlug(tenant.slug()).isPresent()) {
            return;
        }
        administer(connection -> {
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery(
                            "select 1 from pg_roles where rolname = '%s'".formatted(tenant.schema()))) {
                if (found.next()) {
                    try (var drop = connection.createStatement()) {
                        drop.execute("drop schema if exists %s cascade".formatted(tenant.schema()));
                        drop.execute("drop owned by %s".formatted(tenant.schema()));
                        drop.execute("drop role %s".formatted(tenant.schema()));
                    }
                }
            }
        });
    }

    private void administer(Administration administration) {
        try (var connection = schema.administer()) {
            administration.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot provision a tenant: " + e.getMessage(), e);
        }
    }

    private interface Administration {
        void on(Connection connection) throws SQLException;
    }
}
