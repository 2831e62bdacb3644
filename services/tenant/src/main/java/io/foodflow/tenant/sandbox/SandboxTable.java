package io.foodflow.tenant.sandbox;

import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.sandbox.SandboxView.State;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far sandboxes are filled. Runs in the caller's transaction, which is the platform's. */
final class SandboxTable {

    private static final int LONGEST_ERROR = 1_000;

    private final JdbcClient jdbc;

    SandboxTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A fill as it is kept. */
    record Fill(SandboxView view, int documents, int documentsDone, int attempts) {}

    /** Sandboxes that are to be filled and of which nobody works on the deletion. */
    Set<TenantId> due(Instant now) {
        return jdbc.sql("""
                        select t.id from tenants t left join sandbox_fills f on f.tenant_id = t.id
                        where t.sandbox and t.status = 'active'
                          and (f.tenant_id is null or f.state in ('waiting', 'filling') and f.retry_at <= ?)
                        """)
                .param(Timestamp.from(now))
                .query((row, n) -> new TenantId(row.getObject("id", UUID.class)))
                .set();
    }

    boolean isSandbox(TenantId tenant) {
        return jdbc.sql("select sandbox from tenants where id = ?")
                .param(tenant.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    Optional<Fill> find(TenantId tenant) {
        return jdbc.sql("select * from sandbox_fills where tenant_id = ?")
                .param(tenant.value())
                .query(SandboxTable::fill)
                .optional();
    }

    /** The same; nobody else changes it before the end of the transaction. */
    Optional<Fill> hold(TenantId tenant) {
        return jdbc.sql("select * from sandbox_fills where tenant_id = ? for update")
                .param(tenant.value())
                .query(SandboxTable::fill)
                .optional();
    }

    /** Enters a fill that begins anew. */
    void begin(TenantId tenant, LocalDate lastDay, int documents, String by, Instant now) {
        jdbc.sql("""
                        insert into sandbox_fills
                          (tenant_id, state, last_day, documents, requested_by, requested_at, retry_at)
                        values (:tenant, 'waiting', :day, :documents, :by, :now, :now)
                        on conflict (tenant_id) do update set state = 'waiting', last_day = :day, documents = :documents,
                          documents_done = 0, events = 0, requested_by = :by, requested_at = :now, finished_at = null,
                          error = null, attempts = 0, retry_at = :now
                        """)
                .param("tenant", tenant.value())
                .param("day", Date.valueOf(lastDay))
                .param("documents", documents)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Notes that a document more is recorded, unless the tenant is gone. */
    void advance(TenantId tenant, int events) {
        jdbc.sql("""
                        update sandbox_fills set state = 'filling', documents_done = documents_done + 1,
                          events = events + ?, error = null, attempts = 0 where tenant_id = ?
                        """).params(events, tenant.value()).update();
    }

    void finish(TenantId tenant, Instant now) {
        jdbc.sql("update sandbox_fills set state = 'filled', finished_at = ? where tenant_id = ?")
                .params(Timestamp.from(now), tenant.value())
                .update();
    }

    /** Notes a failure; with a time the next attempt is made then, without one it was the last. */
    void fail(TenantId tenant, String error, Optional<Instant> retry, Instant now) {
        jdbc.sql("""
                        update sandbox_fills set state = :state, error = :error, attempts = attempts + 1,
                          retry_at = :retry, finished_at = :finished where tenant_id = :tenant
                        """)
                .param("state", retry.isPresent() ? "filling" : "failed")
                .param("error", error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error)
                .param("retry", Timestamp.from(retry.orElse(now)))
                .param("finished", retry.isPresent() ? null : Timestamp.from(now))
                .param("tenant", tenant.value())
                .update();
    }

    private static Fill fill(ResultSet row, int number) throws SQLException {
        int documents = row.getInt("documents");
        int done = row.getInt("documents_done");
        var finished = row.getTimestamp("finished_at");
        var state = State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        return new Fill(
                new SandboxView(
                        state,
                        row.getDate("last_day").toLocalDate(),
                        state == State.FILLED ? 1 : documents == 0 ? 0 : (double) done / documents,
                        row.getLong("events"),
                        row.getString("requested_by"),
                        row.getTimestamp("requested_at").toInstant(),
                        finished == null ? null : finished.toInstant(),
                        row.getString("error")),
                documents,
                done,
                row.getInt("attempts"));
    }
}
