package io.foodflow.tenant.deletions;

import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.api.TenantView;
import io.foodflow.tenant.api.TenantView.DeletionView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletions in the platform's table. Runs in the caller's transaction, which is the platform's. */
final class DeletionTable {

    private static final int LONGEST_ERROR = 1_000;

    private final JdbcClient jdbc;

    DeletionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<DeletionView> find(TenantId tenant) {
        return jdbc.sql("select * from tenant_deletions where tenant_id = ?")
                .param(tenant.value())
                .query(DeletionTable::deletion)
                .optional();
    }

    /** Tenants whose deletion can go on now. */
    List<TenantId> due(Instant now) {
        return jdbc.sql("""
                        select tenant_id from tenant_deletions
                        where (state in ('exporting', 'erasing') or state = 'waiting' and erase_after <= :now)
                          and (retry_at is null or retry_at <= :now)
                        """)
                .param("now", Timestamp.from(now))
                .query((row, n) -> new TenantId(row.getObject("tenant_id", UUID.class)))
                .list();
    }

    void insert(TenantView tenant, String by, @Nullable String reason, Instant now, Instant eraseAfter) {
        jdbc.sql("""
                        insert into tenant_deletions (tenant_id, slug, name, state, was_suspended, requested_by, reason,
                                                      requested_at, erase_after)
                        values (:id, :slug, :name, 'exporting', :suspended, :by, :reason, :now, :after)
                        on conflict (tenant_id) do update
                        set state = 'exporting', name = excluded.name, was_suspended = excluded.was_suspended,
                            requested_by = excluded.requested_by, reason = excluded.reason,
                            requested_at = excluded.requested_at, erase_after = excluded.erase_after,
                            export_id = null, finished_at = null, error = null, attempts = 0, retry_at = null
                        where tenant_deletions.state = 'cancelled'
                        """)
                .param("id", tenant.id())
                .param("slug", tenant.slug())
                .param("name", tenant.name())
                .param("suspended", tenant.status() == TenantView.Status.SUSPENDED)
                .param("by", by)
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .param("after", Timestamp.from(eraseAfter))
                .update();
        jdbc.sql("update tenants set status = 'deleting', version = version + 1, updated_at = now() where id = ?")
                .param(tenant.id())
                .update();
    }

    /** Names the archive; not if the deletion was cancelled meanwhile, even if it was asked for again since. */
    void exported(DeletionView deletion, UUID export) {
        jdbc.sql("""
                        update tenant_deletions set state = 'waiting', export_id = ?, error = null, retry_at = null
                        where tenant_id = ? and requested_at = ? and state = 'exporting'
                        """)
                .params(export, deletion.tenantId(), Timestamp.from(deletion.requestedAt()))
                .update();
    }

    /** Has the archive made once more. */
    void exportAgain(DeletionView deletion) {
        jdbc.sql("""
                        update tenant_deletions set state = 'exporting'
                        where tenant_id = ? and requested_at = ? and state = 'waiting'
                        """)
                .params(deletion.tenantId(), Timestamp.from(deletion.requestedAt()))
                .update();
    }

    /** From here on there is no way back. False if it was cancelled. */
    boolean beginErasing(DeletionView deletion, UUID export) {
        return jdbc.sql("""
                        update tenant_deletions set state = 'erasing'
                        where tenant_id = ? and requested_at = ? and export_id = ? and state in ('erasing', 'waiting')
                        """)
                        .params(deletion.tenantId(), Timestamp.from(deletion.requestedAt()), export)
                        .update()
                == 1;
    }

    void erased(TenantId tenant, Instant now) {
        jdbc.sql("""
                        update tenant_deletions set state = 'erased', finished_at = ?, error = null, retry_at = null
                        where tenant_id = ?
                        """).params(Timestamp.from(now), tenant.value()).update();
    }

    void failed(TenantId tenant, String error, Instant now, Duration pause) {
        jdbc.sql("""
                        update tenant_deletions set attempts = attempts + 1, error = ?, retry_at = ? where tenant_id = ?
                        """)
                .params(
                        error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error,
                        Timestamp.from(now.plus(pause)),
                        tenant.value())
                .update();
    }

    /** Brings back what was; false where there is no way back. */
    boolean cancel(TenantId tenant, Instant now) {
        var suspended = jdbc.sql("""
                        update tenant_deletions set state = 'cancelled', finished_at = ?
                        where tenant_id = ? and state in ('exporting', 'waiting') returning was_suspended
                        """)
                .params(Timestamp.from(now), tenant.value())
                .query(Boolean.class)
                .optional();
        suspended.ifPresent(
                was -> jdbc.sql("update tenants set status = ?, version = version + 1, updated_at = now() where id = ?")
                        .params(was ? "suspended" : "active", tenant.value())
                        .update());
        return suspended.isPresent();
    }

    private static DeletionView deletion(ResultSet row, int number) throws SQLException {
        var finished = row.getTimestamp("finished_at");
        return new DeletionView(
                row.getObject("tenant_id", UUID.class),
                row.getString("slug"),
                row.getString("name"),
                row.getString("state"),
                row.getString("requested_by"),
                row.getString("reason"),
                Objects.requireNonNull(row.getTimestamp("requested_at")).toInstant(),
                Objects.requireNonNull(row.getTimestamp("erase_after")).toInstant(),
                row.getObject("export_id", UUID.class),
                finished == null ? null : finished.toInstant(),
                row.getString("error"),
                row.getInt("attempts"));
    }
}
