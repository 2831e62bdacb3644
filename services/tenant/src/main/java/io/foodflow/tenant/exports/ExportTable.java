package io.foodflow.tenant.exports;

import static io.foodflow.platform.database.Times.instant;

import io.foodflow.platform.storage.StoredObject;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.archives.ArchiveTable;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** Archives in the platform's table. Runs in the caller's transaction, which is the platform's. */
final class ExportTable extends ArchiveTable<Export> {

    ExportTable(JdbcClient jdbc) {
        super(jdbc, "tenant_exports", ExportTable::export);
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
}
