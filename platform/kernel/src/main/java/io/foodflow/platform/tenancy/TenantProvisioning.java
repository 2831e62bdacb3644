package io.foodflow.platform.tenancy;

import static io.foodflow.platform.database.Statements.execute;
import static io.foodflow.platform.database.Statements.exists;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.SessionLock;
import io.foodflow.platform.storage.ObjectStore;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creates and erases what a tenant owns: a role without login, a schema of that role, and every service's
 * tables in it. Creation is all or nothing: a tenant can be seen once it is whole, and what a failed attempt left behind
 * is dropped by the failure itself, or, where the process died, by the next attempt or the next {@link #clearAbandoned}.
 */
public final class TenantProvisioning {

    private final PlatformSchema schema;
    private final TenantDatabases databases;
    private final TenantMigrations migrations;
    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final ObjectStore objects;
    private final ProvisioningWitness witness;

    TenantProvisioning(
            PlatformSchema schema,
            TenantDatabases databases,
            TenantMigrations migrations,
            PlatformWork work,
            JdbcClient jdbc,
            Tenants tenants,
            ObjectStore objects,
            ProvisioningWitness witness) {
        this.schema = schema;
        this.databases = databases;
        this.migrations = migrations;
        this.work = work;
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.objects = objects;
        this.witness = witness;
    }

    /**
     * Creates a tenant with nothing in it and returns it.
     *
     * @throws SlugTaken if the slug is taken
     */
    public Tenant create(NewTenant wanted) {
        return create(wanted, tenant -> tenant);
    }

    /**
     * Creates a tenant and returns what furnishing it gave. Two that create the same one, in whatever processes, take
     * turns: what the first has half made is never taken for the remains of a failure.
     *
     * @param furnish called in a call context of the platform for the new tenant, which nobody else sees yet; if it
     *     fails there is no tenant
     * @throws SlugTaken if the slug is taken
     */
    public <T> T create(NewTenant wanted, Function<Tenant, T> furnish) {
        return alone(lock(wanted.slug()), () -> createAlone(wanted, furnish));
    }

    /**
     * Removes what attempts to create a tenant left behind whose processes died. Returns how many. One that is being made
     * is left alone and not waited for.
     */
    public int clearAbandoned() {
        var abandoned =
                work.read(() -> jdbc.sql("select id, slug, name, plan from tenants where status = 'provisioning'")
                        .query((row, n) -> new Tenant(
                                new TenantId(row.getObject("id", UUID.class)),
                                row.getString("slug"),
                                row.getString("name"),
                                row.getString("plan"),
                                Tenant.Status.PROVISIONING,
                                new Tenant.Branding(null, null)))
                        .list());
        return (int) abandoned.stream().filter(this::cleared).count();
    }

    private boolean cleared(Tenant abandoned) {
        return SessionLock.unlessTaken(schema::administer, lock(abandoned.slug()), () -> clear(abandoned));
    }

    private static String lock(String slug) {
        return "tenant " + slug;
    }

    /**
     * Removes a tenant for good: its files, schema, role, scheduled jobs, sign-ins and at last its row. Repeat it where it
     * failed or was cut short; each part that is gone already is passed over.
     */
    public void erase(Tenant tenant) {
        alone(
                lock(tenant.slug()),
                () -> alone(TenantDatabases.moveLock(tenant.id()), () -> {
                    CallContext.platform("erasure", tenant).run(objects::deleteAll);
                    databases.dropAny(tenant);
                    dropSchemaAndRole(tenant.schema());
                    work.write(change -> {
                        if (deleteRow(tenant.id()) == 0) {
                            change.nothing();
                        } else {
                            change.record(new TenantErased(tenant.id(), tenant.slug()), null, null);
                        }
                        return tenant;
                    });
                    return tenant;
                }));
    }

    private <T> T alone(String key, Supplier<T> operation) {
        return SessionLock.alone(schema::administer, key, operation);
    }

    private <T> T createAlone(NewTenant wanted, Function<Tenant, T> furnish) {
        if (tenants.findBySlug(wanted.slug()).isPresent()) {
            throw new SlugTaken(wanted.slug());
        }
        var tenant = new Tenant(
                new TenantId(UuidCreator.getTimeOrderedEpoch()),
                wanted.slug(),
                wanted.name(),
                wanted.plan(),
                Tenant.Status.ACTIVE,
                new Tenant.Branding(wanted.primaryColor(), null));
        try {
            step(ProvisioningStep.CLEAR, tenant, () -> clear(tenant));
            step(ProvisioningStep.REGISTER, tenant, () -> register(tenant, wanted));
            step(ProvisioningStep.SCHEMA, tenant, () -> createRoleAndSchema(tenant));
            step(ProvisioningStep.TABLES, tenant, () -> migrations.run(tenant, schema.server()));
            witness.before(ProvisioningStep.FURNISH, tenant.slug());
            T furnished = CallContext.platform("provisioning", tenant).call(() -> furnish.apply(tenant));
            step(ProvisioningStep.OPEN, tenant, () -> open(tenant));
            return furnished;
        } catch (RuntimeException e) {
            clear(tenant);
            throw e;
        }
    }

    private void step(ProvisioningStep step, Tenant tenant, Runnable action) {
        witness.before(step, tenant.slug());
        action.run();
    }

    /** First of all: by this row whoever clears up finds what an attempt left behind whose process died. */
    private void register(Tenant tenant, NewTenant wanted) {
        work.write(change -> {
            change.nothing(); // it is recorded when it opens
            return jdbc.sql("""
                            insert into tenants
                              (id, slug, name, plan, status, primary_color, sandbox, request_key, schema_state)
                            values (:id, :slug, :name, :plan, 'provisioning', :color, :sandbox, :key, :state)
                            """)
                    .param("id", tenant.id().value())
                    .param("slug", tenant.slug())
                    .param("name", tenant.name())
                    .param("plan", tenant.plan())
                    .param("color", tenant.branding().primaryColor())
                    .param("sandbox", wanted.sandbox())
                    .param("key", wanted.requestKey())
                    .param("state", migrations.fingerprint())
                    .update();
        });
    }

    private void open(Tenant tenant) {
        work.write(change -> {
            int opened = jdbc.sql("update tenants set status = 'active' where id = ? and status = 'provisioning'")
                    .param(tenant.id().value())
                    .update();
            if (opened != 1) {
                throw new IllegalStateException(
                        "tenant %s was cleared away while it was made".formatted(tenant.slug()));
            }
            tenants.forgetAfterCommit();
            change.record(new TenantCreated(tenant.id(), tenant.slug(), tenant.name(), tenant.plan()), null, tenant);
            return tenant;
        });
    }

    private void createRoleAndSchema(Tenant tenant) {
        TenantDatabases.administer(schema.server(), connection -> {
            execute(connection, "create role %s nologin".formatted(tenant.schema()));
            TenantDatabases.grantRole(connection, tenant.schema());
            TenantDatabases.createSchema(connection, tenant.schema());
        });
    }

    /** Whatever there is of a tenant that is not whole, the files it was furnished with too. */
    private void clear(Tenant remains) {
        var slug = remains.slug();
        if (tenants.findBySlug(slug).isPresent()) {
            return;
        }
        dropSchemaAndRole(remains.schema());
        clearFiles(remains);
        work.write(change -> {
            change.nothing(); // nobody ever saw it
            jdbc.sql("select id from tenants where slug = ?")
                    .param(slug)
                    .query(UUID.class)
                    .optional()
                    .ifPresent(id -> deleteRow(new TenantId(id)));
            return slug;
        });
    }

    /** Files are kept by slug: nothing of one of that name before, or of what came after its end, is the new one's. */
    private void clearFiles(Tenant tenant) {
        CallContext.platform("provisioning", tenant).run(objects::deleteAll);
    }

    private int deleteRow(TenantId tenant) {
        jdbc.sql("delete from scheduled_tasks where task_name like 'job:%' and starts_with(task_instance, ?)")
                .param(tenant + "/")
                .update();
        tenants.forgetAfterCommit();
        return jdbc.sql("delete from tenants where id = ?")
                .param(tenant.value())
                .update();
    }

    private void dropSchemaAndRole(String role) {
        TenantDatabases.administer(schema.server(), connection -> {
            if (exists(connection, TenantDatabases.ROLE, role)) {
                execute(connection, "drop schema if exists %s cascade".formatted(role));
                execute(connection, "drop owned by " + role);
                execute(connection, "drop role " + role);
            }
        });
    }
}
