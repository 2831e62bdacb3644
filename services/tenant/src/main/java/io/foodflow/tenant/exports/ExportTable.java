package io.foodflow.tenant.exports;

import io.foodflow.platform.storage.StoredObject;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.exports.Export.State;
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

/** Archives in the platform's table. Runs in the caller's transaction, which is the platform's. */
final class ExportTable {

    private static final int LONGEST_ERROR = 1_000;

    private final JdbcClient jdbc;

    ExportTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Enters a wish; false if the tenant has one that is not done yet. */
    boolean insert(UUID id, TenantId tenant, String slug, String by, Instant now) {
        return jdbc.sql("""
                        insert into tenant_exports (id, tenant_id, slug, state, requested_by, requested_at)
                        values (?, ?, ?, 'queued', ?, ?)
                        on conflict (tenant_id) where state in ('queued', 'running') do nothing
                        """)
                        .params(id, tenant.value(), slug, by, Timestamp.from(now))
                        .update()
                == 1;
    }

    Optional<Export> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from tenant_exports where tenant_id = ? and id = ?")
                .params(tenant.value(), id)
                .query(ExportTable::export)
                .optional();
    }

    /** The one that is not done yet. */
    Optional<Export> open(TenantId tenant) {
        return jdbc.sql("select * from tenant_exports where tenant_id = ? and state in ('queued', 'running')")
                .param(tenant.value())
                .query(ExportTable::export)
                .optional();
    }

    List<Export> list(TenantId tenant, @Nullable UUID before, int count) {
        return jdbc.sql("""
                        select * from tenant_exports
                        where tenant_id = :tenant and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :count
                        """)
                .param("tenant", tenant.value())
                .param("before", before)
                .param("count", count)
                .query(ExportTable::export)
                .list();
    }

    List<Export> unfinished() {
        return jdbc.sql("select * from tenant_exports where state in ('queued', 'running') order by id")
                .query(ExportTable::export)
                .list();
    }

    /** Those that have had their time, but for what a deletion under way has to leave behind. */
    List<Export> expired(Instant now) {
        return jdbc.sql("""
                        select * from tenant_exports e where state = 'succeeded' and expires_at <= ?
                          and not exists (select from tenant_deletions d
                                          where d.export_id = e.id and d.state not in ('erased', 'cancelled'))
                        """)
                .param(Timestamp.from(now))
                .query(ExportTable::export)
                .list();
    }

    void begin(UUID id) {
        jdbc.sql("""
                        update tenant_exports
                        set state = 'running', attempts = attempts + 1, progress = 0, draft_object = null where id = ?
                        """).param(id).update();
    }

    /** Notes the object that is about to be kept. */
    void draft(UUID id, String object) {
        jdbc.sql("update tenant_exports set draft_object = ? where id = ?")
                .params(object, id)
                .update();
    }

    /** The object of an attempt that may have kept it and did not succeed. */
    Optional<String> draft(UUID id) {
        return jdbc.sql("select draft_object from tenant_exports where id = ? and draft_object is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    void progress(UUID id, double share, String message) {
        jdbc.sql("update tenant_exports set progress = ?, message = ? where id = ? and state = 'running'")
                .params(share, message, id)
                .update();
    }

    void succeed(UUID id, StoredObject archive, long auditEntries, Instant now, Instant expires) {
        jdbc.sql("""
                        update tenant_exports set state = 'succeeded', progress = 1, message = null, error = null,
                          object_id = ?, draft_object = null, size_bytes = ?, audit_entries = ?, finished_at = ?, expires_at = ? where id = ?
                        """)
                .params(
                        archive.id().toString(),
                        archive.sizeBytes(),
                        auditEntries,
                        Timestamp.from(now),
                        Timestamp.from(expires),
                        id)
                .update();
    }

    /** How many audit entries an archive holds; empty if there is no such archive (any more). */
    Optional<Long> auditEntries(UUID id) {
        return jdbc.sql("select audit_entries from tenant_exports where id = ? and state = 'succeeded'")
                .param(id)
                .query(Long.class)
                .optional();
    }

    void keepUntil(UUID id, Instant expires) {
        jdbc.sql("update tenant_exports set expires_at = ? where id = ?")
                .params(Timestamp.from(expires), id)
                .update();
    }

    /** Notes why an attempt failed; after the last one it is over. */
    void fail(UUID id, String error, boolean last, Instant now) {
        jdbc.sql("update tenant_exports set state = :state, error = :error, finished_at = :now where id = :id")
                .param("state", last ? "failed" : "queued")
                .param("error", error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                .param("now", last ? Timestamp.from(now) : null)
                .param("id", id)
                .update();
    }

    void expire(UUID id) {
        jdbc.sql("update tenant_exports set state = 'expired' where id = ?")
                .param(id)
                .update();
    }

    private static Export export(ResultSet row, int number) throws SQLException {
        return new Export(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getString("slug"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getDouble("progress"),
                row.getString("message"),
                row.getString("requested_by"),
                Objects.requireNonNull(instant(row, "requested_at")),
                instant(row, "finished_at"),
                row.getString("object_id"),
                (Long) row.getObject("size_bytes"),
                instant(row, "expires_at"),
                row.getString("error"),
                row.getInt("attempts"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
