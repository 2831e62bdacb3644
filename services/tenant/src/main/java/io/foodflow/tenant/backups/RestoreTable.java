package io.foodflow.tenant.backups;

import static io.foodflow.platform.database.Times.instant;

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

    /** Whether a tenant works in the shared database and stays there while the transaction runs. */
    boolean holdInSharedDatabase(TenantId tenant) {
        jdbc.sql("select 1 from tenants where id = ? for update")
                .param(tenant.value())
                .query(Integer.class)
                .optional();
        return jdbc.sql("select exists (select from tenants_here where id = ?)")
                .param(tenant.value())
                .query(Boolean.class)
                .single();
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

    /** Begins the next attempt; empty if somebody else began one, or it is over. */
    Optional<Restore> begin(Restore restore) {
        return jdbc.sql("""
                        update tenant_restores
                        set state = case when state = 'queued' then 'running' else state end, attempts = attempts + 1
                        where id = ? and state = ? and attempts = ? returning *
                        """)
                .params(restore.id(), restore.state().text(), restore.attempts())
                .query(RestoreTable::restore)
                .optional();
    }

    /**
     * Notes, on the connection that switches, that the tables have changed places.
     *
     * @throws IllegalStateException if another attempt was begun, which must undo the switch
     */
    static void switched(JdbcClient jdbc, Restore attempt, Replaced replaced, Instant now, Instant until) {
        int rows = jdbc.sql("""
                        update platform.tenant_restores set state = 'switched', error = null, switched_at = :now,
                          pause_millis = :pause, replaced_hash = :hash, replaced_entries = :entries,
                          aside = :aside, aside_until = :until
                        where id = :id and state = 'running' and attempts = :attempt
                        """)
                .param("now", Timestamp.from(now))
                .param("pause", replaced.pause().toMillis())
                .param("hash", replaced.lastHash())
                .param("entries", replaced.auditEntries())
                .param("aside", replaced.aside())
                .param("until", Timestamp.from(until))
                .param("id", attempt.id())
                .param("attempt", attempt.attempts())
                .update();
        requireMine(rows, attempt);
    }

    /** Notes that it became a tenant of its own, which is open. */
    void copied(UUID id, TenantId copy, Instant now) {
        jdbc.sql("""
                        update tenant_restores set state = 'switched', error = null, switched_at = ?, copy_id = ?
                        where id = ? and state in ('queued', 'running')
                        """).params(Timestamp.from(now), copy.value(), id).update();
    }

    /**
     * Notes, on the connection that switches, that the tables are back in their old places.
     *
     * @throws IllegalStateException if another attempt was begun, which must undo the switch
     */
    static void switchedBack(JdbcClient jdbc, Restore attempt, Replaced replaced, Instant now, Instant until) {
        int rows = jdbc.sql("""
                        update platform.tenant_restores set state = 'undo_switched', error = null, switched_at = :now,
                          pause_millis = :pause, aside = :aside, aside_until = :until
                        where id = :id and state = 'undoing' and attempts = :attempt
                        """)
                .param("now", Timestamp.from(now))
                .param("pause", replaced.pause().toMillis())
                .param("aside", replaced.aside())
                .param("until", Timestamp.from(until))
                .param("id", attempt.id())
                .param("attempt", attempt.attempts())
                .update();
        requireMine(rows, attempt);
    }

    private static void requireMine(int rows, Restore attempt) {
        if (rows != 1) {
            throw new IllegalStateException("attempt %d of restore %s was taken for dead and another begun"
                    .formatted(attempt.attempts(), attempt.id()));
        }
    }

    /** Enters the wish to undo it; false if that cannot be any more. */
    boolean beginUndo(UUID id, Instant now) {
        return jdbc.sql("""
                        update tenant_restores set state = 'undoing', attempts = 0
                        where id = ? and state = 'succeeded' and aside is not null and aside_until > ?
                        """).params(id, Timestamp.from(now)).update() == 1;
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

    /** Notes why an attempt failed, and the state that follows; false if it is not as the attempt left it. */
    boolean fail(Restore attempt, String error, State next, Instant now) {
        return jdbc.sql("""
                        update tenant_restores set state = :state, error = :error, finished_at = :now
                        where id = :id and state = :from and attempts = :attempt
                        """)
                        .param("state", next.text())
                        .param("error", error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                        .param("now", next == State.FAILED || next == State.SUCCEEDED ? Timestamp.from(now) : null)
                        .param("id", attempt.id())
                        .param("from", attempt.state().text())
                        .param("attempt", attempt.attempts())
                        .update()
                == 1;
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

    /** Keeps what was replaced for longer, in which it can be put back. */
    void keepAside(Restore restore, Instant until) {
        jdbc.sql("""
                        update tenant_restores set aside_until = ?
                        where id = ? and aside = ? and state in ('succeeded', 'undone')
                        """)
                .params(Timestamp.from(until), restore.id(), Objects.requireNonNull(restore.aside()))
                .update();
    }

    /** Lets nobody undo it from now on, whatever his clock says; false if somebody does. */
    boolean claimAside(Restore restore, Instant now) {
        return jdbc.sql("""
                        update tenant_restores set aside_until = to_timestamp(0)
                        where id = ? and aside = ? and aside_until <= ? and state in ('succeeded', 'undone')
                        """)
                        .params(restore.id(), Objects.requireNonNull(restore.aside()), Timestamp.from(now))
                        .update()
                == 1;
    }

    boolean dropAside(Restore restore) {
        return jdbc.sql("update tenant_restores set aside = null where id = ? and aside = ?")
                        .params(restore.id(), Objects.requireNonNull(restore.aside()))
                        .update()
                == 1;
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
                Objects.requireNonNull(instant(row, "requested_at")),
                instant(row, "switched_at"),
                instant(row, "finished_at"),
                (Integer) row.getObject("pause_millis"),
                row.getString("aside"),
                row.getString("aside") == null ? null : instant(row, "aside_until"),
                row.getString("replaced_hash"),
                (Long) row.getObject("replaced_entries"),
                row.getString("error"),
                row.getInt("attempts"));
    }
}
