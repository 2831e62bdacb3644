package io.foodflow.platform.tenancy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.Replication;
import io.foodflow.platform.storage.ObjectStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creates, upgrades and erases what a tenant owns: a role without login, a schema of that role, and every service's
 * tables in it. Creation is all or nothing: a tenant can be seen once it is whole, and what a failed attempt left behind
 * is dropped by the failure itself, or, where the process died, by the next attempt or the next {@link #clearAbandoned}.
 */
public final class TenantProvisioning {

    private static final int PARALLEL_MIGRATIONS = 2;
    private static final String ROLE = "select 1 from pg_roles where rolname = ?";

    private final PlatformSchema schema;
    private final Databases databases;
    private final TenantMigrations migrations;
    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final ObjectStore objects;
    private final ProvisioningWitness witness;

    TenantProvisioning(
            PlatformSchema schema,
            Databases databases,
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
        return alone("tenant " + wanted.slug(), () -> createAlone(wanted, furnish));
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
        try (var connection = schema.administer();
                var lock = connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "tenant " + abandoned.slug());
            try (var taken = lock.executeQuery()) {
                if (!taken.next() || !taken.getBoolean(1)) {
                    return false;
                }
            }
            clear(abandoned);
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot clear up after a tenant: " + e.getMessage(), e);
        }
    }

    /**
     * Removes a tenant for good: its files, schema, role, scheduled jobs, sign-ins and at last its row. Repeat it where it
     * failed or was cut short; each part that is gone already is passed over.
     */
    public void erase(Tenant tenant) {
        alone(
                "tenant " + tenant.slug(),
                () -> alone("foodflow move " + tenant.id(), () -> {
                    CallContext.platform("erasure", tenant).run(objects::deleteAll);
                    unfinishedMove(tenant).ifPresent(database -> dropCopy(tenant, database, moveTo(tenant, database)));
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

    /** The database, beside the shared one, that has something of a tenant. */
    private Optional<String> unfinishedMove(Tenant tenant) {
        return work.read(() -> jdbc.sql("""
            select database from tenants where id = :id and database is not null
            union select database from moves
            where tenant_id = :id and state not in ('settled', 'fallen_back', 'undone')
            """)
                .param("id", tenant.id().value())
                .query(String.class)
                .optional());
    }

    /** The tenant's last move to that database: whatever is there was made by it. */
    private UUID moveTo(Tenant tenant, String database) {
        return work.read(() -> jdbc.sql("""
            select id from moves where tenant_id = ? and database = ? order by requested_at desc, id desc limit 1
            """)
                .params(tenant.id().value(), database)
                .query(UUID.class)
                .single());
    }

    /**
     * Why a tenant cannot have a database that the settings give; empty if it can. A database serves one tenant, must not
     * be the shared one, and must have nothing in it of the names that the platform makes.
     */
    public Optional<String> unfit(Tenant tenant, String database) {
        return GivenDatabase.unfit(databases.server(database), schema.server(), tenant, null);
    }

    /**
     * Makes a tenant's schema with empty tables in another database, which is made too where the settings give none.
     *
     * @throws IllegalStateException also if the settings give one that is not {@linkplain #unfit fit}; nothing is made
     *     there then
     */
    public void makeCopy(Tenant tenant, String database, UUID move) {
        if (databases.isGiven(database)) {
            GivenDatabase.unfit(databases.server(database), schema.server(), tenant, move)
                    .ifPresent(why -> {
                        throw new IllegalStateException("the database '%s' %s".formatted(database, why));
                    });
            administer(databases.server(database), connection -> GivenDatabase.claim(connection, move));
        } else {
            administer(schema.server(), connection -> createDatabase(connection, database));
        }
        var server = databases.server(database);
        PlatformSchema.prepareDedicated(server);
        administer(server, connection -> {
            if (!exists(connection, ROLE, tenant.schema())) {
                execute(connection, "create role %s nologin".formatted(tenant.schema()));
            }
            grantRole(connection, tenant.schema());
            enterTenant(connection, tenant);
            createSchema(connection, tenant.schema());
        });
        migrations.run(tenant, server);
    }

    /**
     * Removes what that move made in another database, and the database itself if the platform made it. Whatever is gone
     * already is passed over, and so is whatever another move or somebody else made.
     */
    public void dropCopy(Tenant tenant, String database, UUID move) {
        if (databases.isGiven(database)) {
            dropGivenCopy(tenant, database, move);
        } else {
            Replication.remove(databases, tenant.id(), database);
            databases.forget(database);
            administer(
                    schema.server(),
                    connection -> execute(connection, "drop database if exists %s with (force)".formatted(database)));
            databases.forget(database); // somebody may have asked it something meanwhile
        }
    }

    private void dropGivenCopy(Tenant tenant, String database, UUID move) {
        administer(databases.server(database), connection -> {
            if (GivenDatabase.isMadeBy(connection, move)) {
                Replication.remove(databases, tenant.id(), database);
                databases.forget(database);
                GivenDatabase.drop(connection, tenant, move);
            } else {
                Replication.removeHere(databases, tenant.id());
            }
        });
    }

    /** Removes what the shared database has of a tenant's own data. The role stays: calls are done as the tenant. */
    public void dropOriginal(Tenant tenant) {
        administer(
                schema.server(),
                connection -> execute(connection, "drop schema if exists %s cascade".formatted(tenant.schema())));
    }

    private static void createDatabase(Connection connection, String database) throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
            execute(connection, "create database " + database);
            execute(connection, "revoke connect, temporary on database %s from public".formatted(database));
            execute(connection, "grant connect on database %s to foodflow_app".formatted(database));
        }
    }

    private static void enterTenant(Connection connection, Tenant tenant) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into platform.tenants (id, slug) values (?, ?) on conflict (id) do nothing")) {
            insert.setObject(1, tenant.id().value());
            insert.setString(2, tenant.slug());
            insert.execute();
        }
    }

    private <T> T alone(String key, Supplier<T> operation) {
        try (var connection = schema.administer();
                var lock = connection.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, key);
            lock.execute();
            return operation.get();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot provision a tenant: " + e.getMessage(), e);
        }
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
        var database = work.read(() -> jdbc.sql("select database from tenants where id = ? and database is not null")
                .param(tenant.id().value())
                .query(String.class)
                .optional());
        database.ifPresent(name -> PlatformSchema.prepareDedicated(databases.server(name)));
        migrations.run(tenant, databases.server(database.orElse(null)));
        work.write(change -> {
            endFollowing(tenant);
            jdbc.sql("update tenants set schema_state = ? where id = ?")
                    .params(migrations.fingerprint(), tenant.id().value())
                    .update();
            change.record(new TenantMigrated(tenant.id(), migrations.fingerprint()), null, null);
            return tenant;
        });
    }

    /** Rows do not travel between tables that differ: a copy begins anew, and what is left behind stays behind. */
    private void endFollowing(Tenant tenant) {
        jdbc.sql("""
            update moves set
              state = case when state = 'following' then 'copying' else state end,
              fallback_lost = case when state in ('switched', 'dedicated', 'falling_back')
                then 'a new version of the platform changed the tables' end
            where tenant_id = ? and state in ('following', 'switched', 'dedicated', 'falling_back')
            """).param(tenant.id().value()).update();
    }

    private void createRoleAndSchema(Tenant tenant) {
        administer(schema.server(), connection -> {
            execute(connection, "create role %s nologin".formatted(tenant.schema()));
            grantRole(connection, tenant.schema());
            createSchema(connection, tenant.schema());
        });
    }

    private static void grantRole(Connection connection, String role) throws SQLException {
        execute(connection, "grant %s to foodflow_app".formatted(role));
        execute(connection, "grant %s to current_user".formatted(role));
    }

    private static void createSchema(Connection connection, String role) throws SQLException {
        execute(connection, "create schema if not exists %s authorization %s".formatted(role, role));
        execute(connection, "grant select on all tables in schema reference to " + role);
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
        administer(schema.server(), connection -> {
            if (exists(connection, ROLE, role)) {
                execute(connection, "drop schema if exists %s cascade".formatted(role));
                execute(connection, "drop owned by " + role);
                execute(connection, "drop role " + role);
            }
        });
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var select = connection.prepareStatement(query)) {
            select.setString(1, name);
            try (var found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private static void administer(DatabaseServer server, Administration administration) {
        try (var connection = server.administer()) {
            administration.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot provision a tenant: " + e.getMessage(), e);
        }
    }

    private interface Administration {
        void on(Connection connection) throws SQLException;
    }
}
