package io.foodflow.tenant.backups;

import io.foodflow.platform.tenancy.TenantCopies.Replaced;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.backups.Restore.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Restores in the platform's table. Runs in the caller's transaction, which is the platform's. */
final class RestoreTable {

    private static final int LONGEST_ERROR = 1_000;
    private static final String OPEN = "('queued', 'running', 'switched', 'undoing', 'undo_switched')";

    private final JdbcClient jdbc;

    RestoreTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Enters a wish; false if the tenant has one under way. */
    boolean insert(
            UUID id, Backup backup, @Nullable String copySlug, @Nullable String copyName, String by, Instant now) {
        return jdbc.sql("""
                        insert into tenant_restores (id, tenant_id, slug, backup_id, sha256, copy_slug, copy_name, state,
                                                     requested_by, requested_at)
                        values (:id, :tenant, :slug, :backup, :sha256, :copySlug, :copyName, 'queued', :by, :now)
                        on conflict (tenant_id) where state in %s do nothing
                        """.formatted(OPEN))
                        .param("id", id)
                        .param("tenant", backup.tenantId())
                        .param("slug", backup.slug())
                        .param("backup", backup.id())
                        .param("sha256", backup.objectId())
                        .param("copySlug", copySlug)
                        .param("copyName", copyName)
                        .param("by", by)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    Optional<Restore> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from tenant_restores where tenant_id = ? and id = ?")
                .params(tenant.value(), id)
                .query(RestoreTable::restore)
                .optional();
    }

    List<Restore> list(TenantId tenant, @Nullable UUID before, int count) {
        return jdbc.sql("""
                        select * from tenant_restores
                        where tenant_id = :tenant and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :count
                        """)
                .param("tenant", tenant.value())
                .param("before", before)
                .param("count", count)
                .query(RestoreTable::restore)
                .list();
    }

    List<Restore> unfinished() {
        return jdbc.sql("select * from tenant_restores where state in " + OPEN + " order by id")
                .query(RestoreTable::restore)
                .list();
    }

    boolean isNeeded(UUID backup) {
        return jdbc.sql(
                        "select exists (select from tenant_restores where backup_id = ? and state in ('queued', 'running'))")
                .param(backup)
                .query(Boolean.class)
                .single();
    }

    void begin(UUID id) {
        jdbc.sql("update tenant_restores set state = 'running', attempts = attempts + 1 where id = ?")
                .param(id)
                .update();
    }

    /** Notes, on the connection that switches, that the tables have changed places. */
    static void switched(JdbcClient jdbc, UUID id, Replaced replaced, Instant now, Instant until) {
        jdbc.sql("""
                        update platform.tenant_restores set state = 'switched', error = null, switched_at = :now,
                          pause_millis = :pause, replaced_hash = :hash, replaced_entries = :entries,
                          aside = :aside, aside_until = :until
                        where id = :id and state = 'running'
                        """)
                .param("now", Timestamp.from(now))
                .param("pause", replaced.pause().toMillis())
                .param("hash", replaced.lastHash())
                .param("entries", replaced.auditEntries())
                .param("aside", replaced.aside())
                .param("until", Timestamp.from(until))
                .param("id", id)
                .update();
    }

    /** Notes that it became a tenant of its own, which is open. */
    void copied(UUID id, TenantId copy, Instant now) {
        jdbc.sql("""
                        update tenant_restores set state = 'switched', error = null, switched_at = ?, copy_id = ?
                        where id = ? and state = 'running'
                        """).params(Timestamp.from(now), copy.value(), id).update();
    }

    /** Notes, on the connection that switches, that the tables are back in their old places. */
    static void switchedBack(JdbcClient jdbc, UUID id, Replaced replaced, Instant now, Instant until) {
        jdbc.sql("""
                        update platform.tenant_restores set state = 'undo_switched', error = null, switched_at = :now,
                          pause_millis = :pause, aside = :aside, aside_until = :until
                        where id = :id and state = 'undoing'
                        """)
                .param("now", Timestamp.from(now))
                .param("pause", replaced.pause().toMillis())
                .param("aside", replaced.aside())
                .param("until", Timestamp.from(until))
                .param("id", id)
                .update();
    }

    /** Whether it was in one state and is in the next by this. */
    boolean advance(UUID id, State from, State to, Instant now) {
        boolean over = to == State.SUCCEEDED || to == State.UNDONE;
        return jdbc.sql("""
                        update tenant_restores set state = :to, attempts = 0, finished_at = coalesce(cast(:now as timestamptz), finished_at)
                        where id = :id and state = :from
                        """)
                        .param("to", to.text())
                        .param("now", over ? Timestamp.from(now) : null)
                        .param("id", id)
                        .param("from", from.text())
                        .update()
                == 1;
    }

    /** Notes why an attempt failed, and the state that follows. */
    void fail(UUID id, String error, State next, Instant now) {
        jdbc.sql("""
                        update tenant_restores set state = :state, error = :error, finished_at = :now where id = :id
                        """)
                .param("state", next.text())
                .param("error", error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                .param("now", next == State.FAILED || next == State.SUCCEEDED ? Timestamp.from(now) : null)
                .param("id", id)
                .update();
    }

    void countAttempt(UUID id) {
        jdbc.sql("update tenant_restores set attempts = attempts + 1 where id = ?")
                .param(id)
                .update();
    }

    /** Those whose replaced tables have been kept long enough. */
    List<Restore> withAsideUntil(Instant now) {
        return jdbc.sql("""
                        select * from tenant_restores
                        where aside is not null and aside_until <= ? and state in ('succeeded', 'undone')
                        """)
                .param(Timestamp.from(now))
                .query(RestoreTable::restore)
                .list();
    }

    /** The restore whose tables are in place, if any are. */
    Optional<UUID> undoable(TenantId tenant) {
        return jdbc.sql("""
                        select id from tenant_restores
                        where tenant_id = ? and copy_slug is null and state = 'succeeded'
                        order by switched_at desc limit 1
                        """).param(tenant.value()).query(UUID.class).optional();
    }

    void dropAside(UUID id) {
        jdbc.sql("update tenant_restores set aside = null where id = ?")
                .param(id)
                .update();
    }

    private static Restore restore(ResultSet row, int number) throws SQLException {
        return new Restore(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getString("slug"),
                row.getObject("backup_id", UUID.class),
                row.getString("sha256"),
                row.getString("copy_slug"),
                row.getString("copy_name"),
                row.getObject("copy_id", UUID.class),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("requested_by"),
                Objects.requireNonNull(BackupTable.instant(row, "requested_at")),
                BackupTable.instant(row, "switched_at"),
                BackupTable.instant(row, "finished_at"),
                (Integer) row.getObject("pause_millis"),
                row.getString("aside"),
                row.getString("aside") == null ? null : BackupTable.instant(row, "aside_until"),
                row.getString("replaced_hash"),
                (Long) row.getObject("replaced_entries"),
                row.getString("error"),
                row.getInt("attempts"));
    }
}
