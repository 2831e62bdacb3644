package io.foodflow.platform.tenancy;

import static io.foodflow.platform.database.Statements.execute;
import static io.foodflow.platform.database.Statements.exists;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.DatabaseServer;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.Replication;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes what a tenant needs in a database of its own, and removes it, there or in the shared one. Under the lock of
 * {@link #moveLock}, which its callers hold. Thread-safe.
 */
public final class TenantDatabases {

    static final String ROLE = "select 1 from pg_roles where rolname = ?";

    private final PlatformSchema shared;
    private final Databases databases;
    private final TenantMigrations migrations;
    private final PlatformWork work;
    private final JdbcClient jdbc;

    TenantDatabases(
            PlatformSchema shared,
            Databases databases,
            TenantMigrations migrations,
            PlatformWork work,
            JdbcClient jdbc) {
        this.shared = shared;
        this.databases = databases;
        this.migrations = migrations;
        this.work = work;
        this.jdbc = jdbc;
    }

    /** The key under which one process at a time changes where a tenant is; its connections show it as their purpose. */
    public static String moveLock(TenantId tenant) {
        return "foodflow move " + tenant;
    }

    /**
     * Why a tenant cannot have a database that the settings give; empty if it can. A database serves one tenant, must not
     * be the shared one, and must have nothing in it of the names that the platform makes.
     */
    public Optional<String> unfit(Tenant tenant, String database) {
        return GivenDatabase.unfit(databases.server(database), shared.server(), tenant, null)
                .or(() -> ofAnotherInstallation(database));
    }

    private Optional<String> ofAnotherInstallation(String database) {
        try (var there = databases.server(database).administer()) {
            boolean known = exists(there, ROLE, PlatformSchema.APPLICATION_ROLE);
            return known && databases.refusesApplication(database)
                    ? Optional.of("is on a server whose role %s has another installation's password"
                            .formatted(PlatformSchema.APPLICATION_ROLE))
                    : Optional.empty();
        } catch (SQLException e) {
            return Optional.of("cannot be examined: " + e.getMessage());
        }
    }

    /** What the shared database's server lacks for moving tenants, as in "a server that ..."; empty if nothing. */
    public Optional<String> serverLacks() {
        try (var here = shared.administer()) {
            return ServerFitness.lacking(here);
        } catch (SQLException e) {
            return Optional.of("cannot be examined: " + e.getMessage());
        }
    }

    /**
     * Makes a tenant's schema with empty tables in another database, which is made too where the settings give none.
     *
     * @throws IllegalStateException also if the settings give one that is not {@linkplain #unfit fit}, or do not tell where it
     *     is; nothing is made then
     */
    public void makeCopy(Tenant tenant, String database, UUID move) {
        if (!databases.isMadeHere(database)) {
            GivenDatabase.unfit(databases.server(database), shared.server(), tenant, move)
                    .ifPresent(why -> {
                        throw new IllegalStateException("the database '%s' %s".formatted(database, why));
                    });
            administer(databases.server(database), connection -> GivenDatabase.claim(connection, move));
        } else {
            administer(shared.server(), connection -> createDatabase(connection, database));
        }
        databases.prepare(database);
        var server = databases.server(database);
        administer(server, connection -> {
            if (!exists(connection, ROLE, tenant.schema())) {
                execute(connection, "create role %s nologin".formatted(tenant.schema()));
            }
            grantRole(connection, tenant.schema());
            enterTenant(connection, tenant);
            createSchema(connection, tenant.schema());
        });
        migrations.run(tenant, server);
        note(tenant, databases.preparedState());
    }

    /**
     * Whether the shared database has the tenant's tables as this version's scripts make them: while a new version comes, the
     * processes of the old one make no copies any more.
     */
    public boolean isOfThisVersion(Tenant tenant) {
        return work.read(() -> jdbc.sql("select exists (select from tenants where id = ? and schema_state = ?)")
                .params(tenant.id().value(), migrations.fingerprint())
                .query(Boolean.class)
                .single());
    }

    private void note(Tenant tenant, String state) {
        work.write(change -> {
            change.nothing(); // where the tenant works does not change by it
            return jdbc.sql("update tenants set own_state = ? where id = ?")
                    .params(state, tenant.id().value())
                    .update();
        });
    }

    /**
     * Removes what that move made in another database, and the database itself if the platform made it. Whatever is gone
     * already is passed over, and so is whatever another move or somebody else made.
     */
    public void dropCopy(Tenant tenant, String database, UUID move) {
        if (!databases.isMadeHere(database)) {
            dropGivenCopy(tenant, database, move);
        } else {
            Replication.remove(databases, move, database);
            databases.forget(database);
            administer(
                    shared.server(),
                    connection -> execute(connection, "drop database if exists %s with (force)".formatted(database)));
            databases.forget(database); // somebody may have asked it something meanwhile
        }
    }

    private void dropGivenCopy(Tenant tenant, String database, UUID move) {
        administer(databases.server(database), connection -> {
            if (GivenDatabase.isMadeBy(connection, move)) {
                Replication.remove(databases, move, database);
                databases.forget(database);
                GivenDatabase.drop(connection, tenant, move);
            } else {
                Replication.removeHere(databases, move);
            }
        });
    }

    /** Removes what the shared database has of a tenant's own data. The role stays: calls are done as the tenant. */
    public void dropOriginal(Tenant tenant) {
        administer(
                shared.server(),
                connection -> execute(connection, "drop schema if exists %s cascade".formatted(tenant.schema())));
    }

    /** Removes the database of its own that has something of a tenant, if this installation has one. */
    void dropAny(Tenant tenant) {
        work.read(() -> jdbc.sql("""
            select id, database from moves m
            where tenant_id = :id
              and (not ended and installation = installation()
                   or exists (select from tenants t where t.id = :id and t.database = m.database
                                and t.placed_by = installation()))
            order by requested_at desc, id desc limit 1
            """)
                        .param("id", tenant.id().value())
                        .query((row, n) -> new Whole(row.getObject("id", UUID.class), row.getString("database")))
                        .optional())
                .ifPresent(whole -> dropCopy(tenant, whole.database(), whole.move()));
    }

    private record Whole(UUID move, String database) {}

    private static void createDatabase(Connection connection, String database) throws SQLException {
        execute(connection, "create database " + database);
        execute(connection, "revoke connect, temporary on database %s from public".formatted(database));
        execute(connection, "grant connect on database %s to %s".formatted(database, PlatformSchema.APPLICATION_ROLE));
    }

    private static void enterTenant(Connection connection, Tenant tenant) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into platform.tenants (id, slug) values (?, ?) on conflict (id) do nothing")) {
            insert.setObject(1, tenant.id().value());
            insert.setString(2, tenant.slug());
            insert.execute();
        }
    }

    static void grantRole(Connection connection, String role) throws SQLException {
        execute(connection, "grant %s to %s".formatted(role, PlatformSchema.APPLICATION_ROLE));
        execute(connection, "grant %s to current_user".formatted(role));
    }

    static void createSchema(Connection connection, String role) throws SQLException {
        execute(connection, "create schema if not exists %s authorization %s".formatted(role, role));
        execute(connection, "grant select on all tables in schema reference to " + role);
    }

    static void administer(DatabaseServer server, Administration administration) {
        try (var connection = server.administer()) {
            administration.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot provision a tenant: " + e.getMessage(), e);
        }
    }

    /** What an administrator does on a connection of its own. */
    interface Administration {
        void on(Connection connection) throws SQLException;
    }
}
