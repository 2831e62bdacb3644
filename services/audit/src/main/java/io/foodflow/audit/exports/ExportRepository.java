package io.foodflow.audit.exports;

import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exports as they are stored. Each method runs in the caller's transaction. */
final class ExportRepository {

    private final JdbcClient jdbc;

    ExportRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID id, UUID job, boolean disclosed, String by, Instant now) {
        jdbc.sql("""
                        insert into audit_exports (id, job_id, disclosed, requested_by, requested_at)
                        values (:id, :job, :disclosed, :by, :now)""")
                .param("id", id)
                .param("job", job)
                .param("disclosed", disclosed)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Notes the file; false where that was done before. */
    boolean finish(
            UUID id, String object, long size, long entries, @Nullable String checkpoint, Instant now, Instant until) {
        return jdbc.sql("""
                        update audit_exports set object_id = :object, size_bytes = :size, entries = :entries,
                          checkpoint = :checkpoint, finished_at = :now, expires_at = :until
                        where id = :id and object_id is null""")
                        .param("id", id)
                        .param("object", object)
                        .param("size", size)
                        .param("entries", entries)
                        .param("checkpoint", checkpoint)
                        .param("now", Timestamp.from(now))
                        .param("until", Timestamp.from(until))
                        .update()
                == 1;
    }

    Optional<AuditExport> find(UUID id) {
        return jdbc.sql("select * from audit_exports where id = ?")
                .param(id)
                .query(ExportRepository::export)
                .optional();
    }

    /** The newest of somebody that is not there yet. */
    Optional<AuditExport> findOpen(boolean disclosed, String by) {
        return jdbc.sql("""
                        select * from audit_exports where object_id is null and disclosed = ? and requested_by = ?
                        order by requested_at desc, id desc limit 1""")
                .params(disclosed, by)
                .query(ExportRepository::export)
                .optional();
    }

    /** The newest first. */
    List<AuditExport> list(PageRequest page) {
        var after = page.afterTimeAndId();
        return jdbc.sql("select * from audit_exports"
                        + (after.isPresent() ? " where (requested_at, id) < (:time, :id)" : "")
                        + " order by requested_at desc, id desc limit :most")
                .param("time", after.map(row -> Timestamp.from(row.time())).orElse(null))
                .param("id", after.map(PageRequest.TimeAndId::id).orElse(null))
                .param("most", page.fetch())
                .query(ExportRepository::export)
                .list();
    }

    /** Deletes what has run out, at most so many, and tells of which files. */
    List<String> deleteExpired(Instant now, int rows) {
        return jdbc.sql("""
                        delete from audit_exports where id in
                          (select id from audit_exports where expires_at < ? order by expires_at limit ?)
                        returning object_id""")
                .params(Timestamp.from(now), rows)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static AuditExport export(ResultSet row, int number) throws SQLException {
        var object = row.getString("object_id");
        return new AuditExport(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                object != null,
                row.getBoolean("disclosed"),
                row.getString("requested_by"),
                row.getTimestamp("requested_at").toInstant(),
                (Long) row.getObject("entries"),
                (Long) row.getObject("size_bytes"),
                row.getString("checkpoint"),
                instant(row.getTimestamp("finished_at")),
                instant(row.getTimestamp("expires_at")),
                object);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
