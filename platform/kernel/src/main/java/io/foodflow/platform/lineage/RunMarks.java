package io.foodflow.platform.lineage;

import io.foodflow.platform.context.CallContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The marks that jobs' runs left in the current tenant's schema and that nobody took yet. Each method runs in the caller's
 * transaction: a mark is committed if and only if the change of the job's state is. Thread-safe.
 */
public final class RunMarks {

    private static final TypeReference<Map<String, Amount>> AMOUNTS = new TypeReference<>() {};
    private static final TypeReference<List<RunMark.Ancestor>> ANCESTORS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final List<RunMarkListener> listeners;

    RunMarks(JdbcClient jdbc, JsonMapper json, List<RunMarkListener> listeners) {
        this.jdbc = jdbc;
        this.json = json;
        this.listeners = List.copyOf(listeners);
    }

    /** Leaves a mark without amounts. */
    public void add(
            UUID job,
            String kind,
            int attempt,
            RunMark.Step step,
            @Nullable String error,
            @Nullable JobLineage lineage) {
        add(job, kind, attempt, step, error, lineage, Map.of(), Map.of());
    }

    /** Leaves a mark. */
    public void add(
            UUID job,
            String kind,
            int attempt,
            RunMark.Step step,
            @Nullable String error,
            @Nullable JobLineage lineage,
            Map<String, Amount> read,
            Map<String, Amount> written) {
        jdbc.sql("""
                        insert into run_marks (job_id, kind, attempt, step, error, lineage, amounts_read, amounts_written, ancestors)
                        values (:job, :kind, :attempt, :step, :error, cast(:lineage as jsonb), cast(:read as jsonb),
                          cast(:written as jsonb),
                          (with recursive above (id, kind, parent_id, depth) as (
                             select up.id, up.kind, up.parent_id, 1 from jobs own join jobs up on up.id = own.parent_id
                             where own.id = :job
                             union all
                             select up.id, up.kind, up.parent_id, depth + 1 from above join jobs up on up.id = above.parent_id
                             where depth < 100)
                           select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind) order by depth), '[]') from above))
                        """)
                .param("job", job)
                .param("kind", kind)
                .param("attempt", attempt)
                .param("step", step.text())
                .param("error", error)
                .param("lineage", lineage == null ? null : json.writeValueAsString(lineage))
                .param("read", json.writeValueAsString(read))
                .param("written", json.writeValueAsString(written))
                .update();
        tellAfterCommit();
    }

    /** Takes the oldest marks away, at most so many. Whoever asks meanwhile waits for the end of this transaction. */
    public List<RunMark> take(int most) {
        return jdbc.sql("""
                        with taken as (
                          delete from run_marks where no in (select no from run_marks order by no limit ? for update)
                          returning *)
                        select * from taken order by no
                        """).param(most).query(this::mark).list();
    }

    /** Takes away what nobody took in all that time, at most so many. */
    public int deleteBefore(Instant time, int most) {
        return jdbc.sql(
                        "delete from run_marks where no in (select no from run_marks where time < ? order by no limit ?)")
                .params(Timestamp.from(time), most)
                .update();
    }

    private void tellAfterCommit() {
        if (listeners.isEmpty() || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        var tenant = CallContext.currentTenant();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                listeners.forEach(listener -> listener.marked(tenant));
            }
        });
    }

    private RunMark mark(ResultSet row, int number) throws SQLException {
        var lineage = row.getString("lineage");
        return new RunMark(
                row.getLong("no"),
                row.getObject("job_id", UUID.class),
                row.getString("kind"),
                row.getInt("attempt"),
                RunMark.Step.of(row.getString("step")),
                row.getTimestamp("time").toInstant(),
                row.getString("error"),
                lineage == null ? null : json.readValue(lineage, JobLineage.class),
                json.readValue(row.getString("amounts_read"), AMOUNTS),
                json.readValue(row.getString("amounts_written"), AMOUNTS),
                json.readValue(row.getString("ancestors"), ANCESTORS));
    }
}
