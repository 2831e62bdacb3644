package io.foodflow.tenant.archives;

import io.foodflow.platform.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of archives that are made in the background, one of a tenant at a time: asked for, being made, there or failed.
 * Runs in the caller's transaction, which is the platform's.
 *
 * @param <T> a row
 */
public abstract class ArchiveTable<T> {

    private static final int LONGEST_ERROR = 1_000;

    protected final JdbcClient jdbc;
    private final String table;
    private final RowMapper<T> rows;

    protected ArchiveTable(JdbcClient jdbc, String table, RowMapper<T> rows) {
        this.jdbc = jdbc;
        this.table = table;
        this.rows = rows;
    }

    public Optional<T> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from %s where tenant_id = ? and id = ?".formatted(table))
                .params(tenant.value(), id)
                .query(rows)
                .optional();
    }

    /** The one that is not done yet. */
    public Optional<T> open(TenantId tenant) {
        return jdbc.sql("select * from %s where tenant_id = ? and state in ('queued', 'running')".formatted(table))
                .param(tenant.value())
                .query(rows)
                .optional();
    }

    /** Those of a tenant before one, newest first. */
    public List<T> list(TenantId tenant, @Nullable UUID before, int count) {
        return jdbc.sql("""
                        select * from %s
                        where tenant_id = :tenant and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :count
                        """.formatted(table))
                .param("tenant", tenant.value())
                .param("before", before)
                .param("count", count)
                .query(rows)
                .list();
    }

    /** Those that are not done yet. */
    public List<T> unfinished() {
        return jdbc.sql("select * from %s where state in ('queued', 'running') order by id".formatted(table))
                .query(rows)
                .list();
    }

    /** Begins an attempt. */
    public void begin(UUID id) {
        jdbc.sql("""
                        update %s
                        set state = 'running', attempts = attempts + 1, progress = 0, draft_object = null where id = ?
                        """.formatted(table)).param(id).update();
    }

    /** Notes the object that is about to be kept; null where none is any more. */
    public void draft(UUID id, @Nullable String object) {
        jdbc.sql("update %s set draft_object = :object where id = :id".formatted(table))
                .param("object", object)
                .param("id", id)
                .update();
    }

    /** The object of an attempt that may have kept it and did not succeed. */
    public Optional<String> draft(UUID id) {
        return jdbc.sql("select draft_object from %s where id = ? and draft_object is not null".formatted(table))
                .param(id)
                .query(String.class)
                .optional();
    }

    /** Notes how far an attempt is: {@code share} of 0 to 1. */
    public void progress(UUID id, double share, String message) {
        jdbc.sql("update %s set progress = ?, message = ? where id = ? and state = 'running'".formatted(table))
                .params(share, message, id)
                .update();
    }

    /** Notes why an attempt failed; after the last one it is over. */
    public void fail(UUID id, String error, boolean last, Instant now) {
        jdbc.sql("update %s set state = :state, error = :error, finished_at = :now where id = :id".formatted(table))
                .param("state", last ? "failed" : "queued")
                .param("error", error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                .param("now", last ? Timestamp.from(now) : null)
                .param("id", id)
                .update();
    }
}
