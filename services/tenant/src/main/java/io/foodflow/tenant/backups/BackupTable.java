package io.foodflow.tenant.backups;

import static io.foodflow.platform.database.Times.instant;

import io.foodflow.platform.storage.StoredObject;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.archives.ArchiveTable;
import io.foodflow.tenant.backups.Backup.State;
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

/** Backups in the platform's table. Runs in the caller's transaction, which is the platform's. */
final class BackupTable extends ArchiveTable<Backup> {

    BackupTable(JdbcClient jdbc) {
        super(jdbc, "tenant_backups", BackupTable::backup);
    }

    /** Enters a wish; false if the tenant has one that is not done yet. */
    boolean insert(UUID id, TenantId tenant, String slug, String origin, String by, Instant now) {
        return jdbc.sql("""
                        insert into tenant_backups (id, tenant_id, slug, origin, state, requested_by, requested_at)
                        values (?, ?, ?, ?, 'queued', ?, ?)
                        on conflict (tenant_id) where state in ('queued', 'running') do nothing
                        """)
                        .params(id, tenant.value(), slug, origin, by, Timestamp.from(now))
                        .update()
                == 1;
    }

    /** The backup with that content. */
    Optional<Backup> withContent(TenantId tenant, String object) {
        return jdbc.sql("select * from tenant_backups where tenant_id = ? and object_id = ? and state = 'succeeded'")
                .params(tenant.value(), object)
                .query(BackupTable::backup)
                .optional();
    }

    /** Whether another row has that object, or a younger one may be keeping it. */
    boolean isHeld(String object, UUID by) {
        return jdbc.sql("""
                        select exists (select from tenant_backups where id <> :by
                                         and (object_id = :object and state = 'succeeded'
                                              or draft_object = :object and id > :by))
                        """)
                .param("by", by)
                .param("object", object)
                .query(Boolean.class)
                .single();
    }

    /** Enters one that is brought: failed unless it is kept, so that what a process leaves half done is known. */
    void insertUpload(UUID id, Tenant tenant, String object, String by, Instant now) {
        jdbc.sql("""
                        insert into tenant_backups
                          (id, tenant_id, slug, origin, state, requested_by, requested_at, draft_object, error)
                        values (?, ?, ?, 'uploaded', 'failed', ?, ?, ?, 'the upload was cut short')
                        """)
                .params(id, tenant.id().value(), tenant.slug(), by, Timestamp.from(now), object)
                .update();
    }

    /** Whether there is that tenant; if so there is until the end of the transaction. */
    boolean holdTenant(TenantId tenant) {
        return jdbc.sql("select 1 from tenants where id = ? for key share")
                .param(tenant.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Those that failed before that time with an object that may have been kept. */
    List<Backup> leftOver(Instant before) {
        return jdbc.sql("""
                        select * from tenant_backups
                        where state = 'failed' and draft_object is not null and requested_at < ?
                        """)
                .param(Timestamp.from(before))
                .query(BackupTable::backup)
                .list();
    }

    /** Those that have had their time, but for what a restore under way needs. */
    List<Backup> expired(Instant now, int scheduledKept) {
        return jdbc.sql("""
                        select * from (
                          select b.*, row_number() over (partition by tenant_id, origin order by id desc) as newest
                          from tenant_backups b where state = 'succeeded') b
                        where (expires_at <= :now or (origin = 'scheduled' and newest > :kept))
                          and not exists (select from tenant_restores r
                                          where r.backup_id = b.id and r.state in ('queued', 'running'))
                        """)
                .param("now", Timestamp.from(now))
                .param("kept", scheduledKept)
                .query(BackupTable::backup)
                .list();
    }

    boolean isInOwnDatabase(TenantId tenant) {
        return jdbc.sql("""
                        select exists (select from tenants t where t.id = ?
                                         and not exists (select from tenants_here h where h.id = t.id))
                        """).param(tenant.value()).query(Boolean.class).single();
    }

    /** Active tenants of which no backup was made, or tried in vain, since then. */
    List<TenantId> withoutBackupSince(Instant time) {
        return jdbc.sql("""
                        select id from tenants t where status = 'active' and created_at <= :time
                          and exists (select from tenants_here h where h.id = t.id)
                          and not exists (select from tenant_backups b where b.tenant_id = t.id and b.requested_at > :time and b.origin <> 'uploaded')
                        """)
                .param("time", Timestamp.from(time))
                .query((row, n) -> new TenantId(row.getObject("id", UUID.class)))
                .list();
    }

    void succeed(UUID id, StoredObject archive, BackupManifest manifest, Instant now, @Nullable Instant expires) {
        jdbc.sql("""
                        update tenant_backups set state = 'succeeded', progress = 1, message = null, error = null,
                          object_id = :object, draft_object = null, size_bytes = :size, row_count = :rows,
                          audit_entries = :entries, taken_at = :taken, finished_at = :now, expires_at = :expires
                        where id = :id
                        """)
                .param("object", archive.id().toString())
                .param("size", archive.sizeBytes())
                .param("rows", manifest.copy().rows())
                .param("entries", manifest.copy().auditEntries())
                .param("taken", Timestamp.from(manifest.takenAt()))
                .param("now", Timestamp.from(now))
                .param("expires", expires == null ? null : Timestamp.from(expires))
                .param("id", id)
                .update();
    }

    /** Whether it was there until now. */
    boolean remove(UUID id) {
        return jdbc.sql("update tenant_backups set state = 'removed' where id = ? and state = 'succeeded'")
                        .param(id)
                        .update()
                == 1;
    }

    private static Backup backup(ResultSet row, int number) throws SQLException {
        return new Backup(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getString("slug"),
                row.getString("origin"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getDouble("progress"),
                row.getString("message"),
                row.getString("requested_by"),
                Objects.requireNonNull(instant(row, "requested_at")),
                instant(row, "taken_at"),
                instant(row, "finished_at"),
                row.getString("object_id"),
                (Long) row.getObject("size_bytes"),
                (Long) row.getObject("row_count"),
                instant(row, "expires_at"),
                row.getString("error"),
                row.getInt("attempts"));
    }
}
