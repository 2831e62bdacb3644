package io.foodflow.platform.tenancy;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.Placements;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.SessionLock;
import io.foodflow.platform.database.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings tenants' tables to this version, wherever they are. A tenant whose own database cannot be reached is held: this process
 * lets nobody work with it until {@link #repeatHeld} got there. Thread-safe.
 *
 * <p>Nobody moves a tenant meanwhile. A move that another process works on is ended first: it decides nothing any more, and is
 * taken up again afterwards.
 */
public final class TenantUpgrades {

    private static final Logger log = LoggerFactory.getLogger(TenantUpgrades.class);
    private static final int AT_ONCE = 2;

    /** A switch ends within it; a copy may take hours, and is ended. */
    private static final Duration FOR_A_SWITCH = Duration.ofSeconds(5);

    private final PlatformSchema shared;
    private final Databases databases;
    private final Placements placements;
    private final TenantMigrations migrations;
    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final Tenants tenants;

    TenantUpgrades(
            PlatformSchema shared,
            Databases databases,
            Placements placements,
            TenantMigrations migrations,
            PlatformWork work,
            JdbcClient jdbc,
            Tenants tenants) {
        this.shared = shared;
        this.databases = databases;
        this.placements = placements;
        this.migrations = migrations;
        this.work = work;
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /**
     * Where a tenant stands.
     *
     * @param database the one of its own that it works in; null for the shared one
     * @param ours whether that belongs to this installation
     */
    private record Standing(
            @Nullable String database,
            boolean ours,
            @Nullable String schemaState,
            @Nullable String ownState) {}

    /**
     * Brings every tenant's tables to this version, a few tenants at a time. Tenants that are there already cost nothing.
     *
     * @throws IllegalStateException if that fails for one in the shared database
     */
    public void migrateAll() {
        var behind = work.read(() -> jdbc.sql("""
            select slug from tenants t where schema_state is distinct from ?
              or own_state is distinct from ?
                and (database is not null or exists (select from moves m where m.tenant_id = t.id and not m.ended))
            """)
                .params(migrations.fingerprint(), databases.preparedState())
                .query(String.class)
                .set());
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
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
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot migrate a tenant: " + e.getMessage(), e);
        }
    }

    /** Tries again those whose own databases could not be brought to this version. */
    public void repeatHeld() {
        for (var id : placements.held()) {
            tenants.find(id).ifPresentOrElse(this::upgrade, () -> placements.release(id));
        }
    }

    private void upgrade(Tenant tenant) {
        try {
            var standing = standing(tenant);
            requireReached(standing);
            if (isBehind(standing)) { // or what others do for its move would be ended for nothing
                endMove(tenant);
                SessionLock.alone(
                        shared::administer, TenantDatabases.moveLock(tenant.id()), () -> upgradeAlone(tenant));
            }
            placements.release(tenant.id());
        } catch (RuntimeException e) {
            if (standing(tenant).database() == null) {
                throw e;
            }
            placements.hold(tenant.id());
            log.warn("{} waits for its own database to be brought to this version: {}", tenant.slug(), e.toString());
        }
    }

    private boolean isBehind(Standing standing) {
        return !migrations.fingerprint().equals(standing.schemaState())
                || !databases.preparedState().equals(standing.ownState());
    }

    private void requireReached(Standing standing) {
        if (standing.database() == null) {
            return;
        }
        if (!standing.ours()) {
            throw new IllegalStateException("it belongs to the installation that this one is a copy of");
        }
        try (var own = databases.server(standing.database()).administer()) {
            Statements.execute(own, "select 1");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot reach %s: %s".formatted(standing.database(), e.getMessage()), e);
        }
    }

    /** Whoever holds a move of the tenant decides nothing from now on; false if there is none. */
    private boolean takeMove(Tenant tenant) {
        return work.write(change -> {
            change.nothing(); // the move stands where it stood
            return jdbc.sql("update moves set holder = ? where tenant_id = ? and not ended")
                            .params(UUID.randomUUID(), tenant.id().value())
                            .update()
                    > 0;
        });
    }

    /** Ends what somebody does for a move of the tenant, unless it ends by itself. */
    private void endMove(Tenant tenant) {
        if (!takeMove(tenant)) {
            return;
        }
        var key = TenantDatabases.moveLock(tenant.id());
        try {
            SessionLock.alone(shared::administer, key, FOR_A_SWITCH, () -> tenant);
        } catch (SessionLock.Taken taken) {
            log.info("ending what another process does for the move of {}: a new version goes first", tenant.slug());
            try (var connection = shared.administer()) {
                Statements.exists(
                        connection,
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?",
                        key);
            } catch (SQLException e) {
                throw new IllegalStateException("cannot end the move of a tenant: " + e.getMessage(), e);
            }
        }
    }

    private int upgradeAlone(Tenant tenant) {
        requireReached(standing(tenant));
        if (takeMove(tenant)) {
            openDoor(tenant);
        }
        var before = standing(tenant);
        var database = before.database();
        boolean newTables = !migrations.fingerprint().equals(before.schemaState());
        boolean newPlatform = !databases.preparedState().equals(before.ownState());
        if (!newTables && !newPlatform) {
            return 0; // another process did it meanwhile
        }
        if (database != null && newPlatform) {
            databases.prepare(database);
        }
        if (newTables) {
            migrations.run(tenant, databases.server(database));
        }
        return work.write(change -> {
            int noted = jdbc.sql("update tenants set schema_state = ?, own_state = ? where id = ?")
                    .params(
                            migrations.fingerprint(),
                            databases.preparedState(),
                            tenant.id().value())
                    .update();
            startMoveAnew(tenant);
            if (newTables) {
                endFollowing(tenant);
                change.record(new TenantMigrated(tenant.id(), migrations.fingerprint()), null, null);
            } else {
                change.nothing(); // the tenant's own tables are as before
            }
            return noted;
        });
    }

    /** That of where the tenant works: whoever closed it for a switch cannot open it any more, and migrating takes a while. */
    private void openDoor(Tenant tenant) {
        var database = work.write(change -> {
            change.nothing(); // where the tenant works does not change by it
            jdbc.sql("update tenants set door_open = true, door_key = null where id = ? and database is null")
                    .param(tenant.id().value())
                    .update();
            return standing(tenant).database();
        });
        if (database != null) {
            TenantDatabases.administer(
                    databases.server(database),
                    own -> Statements.execute(
                            own,
                            "update platform.tenants set door_open = true, door_key = null where id = '%s'"
                                    .formatted(tenant.id())));
        }
    }

    private Standing standing(Tenant tenant) {
        return work.read(() -> jdbc.sql("""
            select database, placed_by is not distinct from installation() as ours, schema_state, own_state
            from tenants where id = ?
            """)
                .param(tenant.id().value())
                .query((row, n) -> new Standing(
                        row.getString("database"),
                        row.getBoolean("ours"),
                        row.getString("schema_state"),
                        row.getString("own_state")))
                .optional()
                .orElseThrow(() -> new IllegalStateException(tenant.slug() + " is gone")));
    }

    /** What was copied by another version is copied again. */
    private void startMoveAnew(Tenant tenant) {
        jdbc.sql(
                        "update moves set state = 'copying', attempts = 0 where tenant_id = ? and state in ('copying', 'following')")
                .param(tenant.id().value())
                .update();
    }

    /** Rows do not travel between tables that differ: what is left behind stays behind. */
    private void endFollowing(Tenant tenant) {
        jdbc.sql("""
            update moves set fallback_lost = coalesce(fallback_lost, 'a new version of the platform changed the tables')
            where tenant_id = ? and state in ('switched', 'dedicated', 'falling_back')
            """).param(tenant.id().value()).update();
    }
}
