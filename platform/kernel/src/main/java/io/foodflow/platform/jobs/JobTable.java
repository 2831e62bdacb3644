package io.foodflow.platform.jobs;

import static io.foodflow.platform.database.Times.instant;

import io.foodflow.platform.context.Actor;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code jobs} of the tenant whose transaction is running. */
final class JobTable {

    private static final String COLUMNS = """
            id, kind, key, state, progress, message, result, error, attempts, cancel_asked, requested_by, created_at,
            started_at, finished_at""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JobTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What a run needs to know beside the job itself. */
    record Begun(Job job, int failures, JsonNode input, Actor actor) {}

    void insert(UUID id, String kind, @Nullable String key, Object input, Actor actor) {
        jdbc.sql("""
                        insert into jobs (id, kind, key, state, input, requested_by, actor)
                        values (:id, :kind, :key, 'queued', cast(:input as jsonb), :by, cast(:actor as jsonb))
                        """)
                .param("id", id)
                .param("kind", kind)
                .param("key", key)
                .param("input", json.writeValueAsString(input))
                .param("by", actor.name())
                .param("actor", json.writeValueAsString(actor))
                .update();
        schedule(id, kind);
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from jobs where id = ?")
                .param(id)
                .query(this::job)
                .optional();
    }

    Optional<Job> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from jobs where id = ? for update")
                .param(id)
                .query(this::job)
                .optional();
    }

    Page<Job> list(PageRequest page, @Nullable JobState state, @Nullable String kind) {
        var after = page.afterTimeAndId();
        var rows = jdbc.sql("select " + COLUMNS + """
                         from jobs
                        where (cast(:state as text) is null or state = :state)
                          and (cast(:kind as text) is null or kind = :kind)
                          and (cast(:time as timestamptz) is null or (created_at, id) < (cast(:time as timestamptz), :id))
                        order by created_at desc, id desc limit :limit
                        """)
                .param("state", state == null ? null : state.text())
                .param("kind", kind)
                .param(
                        "time",
                        after.map(position -> Timestamp.from(position.time())).orElse(null))
                .param("id", after.map(PageRequest.TimeAndId::id).orElse(null))
                .param("limit", page.fetch())
                .query(this::job)
                .list();
        return Page.of(rows, page, job -> Cursor.after(job.createdAt(), job.id()));
    }

    /** The job with what its run needs, its row locked. */
    Optional<Begun> lockForRun(UUID id) {
        return jdbc.sql("select " + COLUMNS + ", failures, input, actor from jobs where id = ? for update")
                .param(id)
                .query((row, n) -> new Begun(
                        job(row, n),
                        row.getInt("failures"),
                        json.readTree(row.getString("input")),
                        json.readValue(row.getString("actor"), Actor.class)))
                .optional();
    }

    /** Whether another job with that key is at work. Holds the key against other starts until the transaction ends. */
    boolean isTaken(String key, UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(current_schema() || ' job ' || ?, 0))")
                .param(key)
                .query((row, n) -> 0)
                .list();
        return jdbc.sql("select 1 from jobs where key = ? and state = 'running' and id <> ? limit 1")
                .params(key, id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void begin(UUID id) {
        jdbc.sql("""
                        update jobs set state = 'running', waits = false, attempts = attempts + 1, message = null,
                               progress = 0, started_at = coalesce(started_at, clock_timestamp())
                        where id = ?
                        """).param(id).update();
    }

    void waitForKey(UUID id) {
        jdbc.sql("update jobs set state = 'queued', waits = true where id = ?")
                .param(id)
                .update();
    }

    /** Writes the progress of one run and tells whether it was asked to end; empty if the job is no longer that run's. */
    Optional<Boolean> progress(UUID id, int attempt, double share, @Nullable String message) {
        return jdbc.sql("""
                        update jobs set progress = :share, message = :message
                        where id = :id and attempts = :attempt and state = 'running'
                        returning cancel_asked
                        """)
                .param("share", share)
                .param("message", message)
                .param("id", id)
                .param("attempt", attempt)
                .query(Boolean.class)
                .optional();
    }

    /** Ends one run, and with it the job; false if the job is no longer that run's. */
    boolean finish(UUID id, int attempt, JobState state, @Nullable Object result, @Nullable String error) {
        return jdbc.sql("""
                        update jobs set state = :state, result = cast(:result as jsonb), error = :error,
                               progress = case when :state = 'succeeded' then 1 else progress end,
                               finished_at = clock_timestamp()
                        where id = :id and attempts = :attempt and state = 'running'
                        """)
                        .param("state", state.text())
                        .param("result", result == null ? null : json.writeValueAsString(result))
                        .param("error", error)
                        .param("id", id)
                        .param("attempt", attempt)
                        .update()
                == 1;
    }

    /** Puts the job back after a run that was cut short; false if it is no longer that run's. */
    boolean putBack(UUID id, int attempt) {
        return jdbc.sql("update jobs set state = 'queued' where id = ? and attempts = ? and state = 'running'")
                        .params(id, attempt)
                        .update()
                == 1;
    }

    /** Puts the job back whoever ran it; false if nobody does. */
    boolean release(UUID id) {
        return jdbc.sql("update jobs set state = 'queued' where id = ? and state = 'running'")
                        .param(id)
                        .update()
                == 1;
    }

    /** Whether the tenant's jobs may not work because its tables are about to be exchanged. */
    boolean isResting() {
        return jdbc.sql("select platform.is_resting()").query(Boolean.class).single();
    }

    /** Whether a job is at work. */
    boolean anyRunning() {
        return jdbc.sql("select exists (select from jobs where state = 'running')")
                .query(Boolean.class)
                .single();
    }

    /** Puts the job back after a run that failed; false if it is no longer that run's. */
    boolean putBackFailed(UUID id, int attempt, String error) {
        return jdbc.sql("""
                        update jobs set state = 'queued', failures = failures + 1, error = ?
                        where id = ? and attempts = ? and state = 'running'
                        """).params(error, id, attempt).update() == 1;
    }

    void cancelQueued(UUID id) {
        jdbc.sql("""
                        update jobs set state = 'cancelled', cancel_asked = true, finished_at = clock_timestamp()
                        where id = ?
                        """).param(id).update();
    }

    void askToEnd(UUID id) {
        jdbc.sql("update jobs set cancel_asked = true where id = ?").param(id).update();
    }

    /** Makes the oldest job that waits for this key due. */
    void wakeNext(@Nullable String key) {
        if (key == null) {
            return;
        }
        jdbc.sql("select id, kind from jobs where key = ? and state = 'queued' and waits order by id limit 1")
                .param(key)
                .query((row, n) -> {
                    schedule(row.getObject("id", UUID.class), row.getString("kind"));
                    return 0;
                })
                .list();
    }

    /** Makes this job due if it waits for a key that nobody has. Tells whether it did. */
    boolean wakeIfFree(UUID id) {
        return !jdbc.sql("""
                        select kind from jobs
                        where id = ? and state = 'queued' and waits
                          and not exists (select from jobs other where other.key = jobs.key and other.state = 'running')
                        """)
                .param(id)
                .query((row, n) -> {
                    schedule(id, row.getString("kind"));
                    return id;
                })
                .list()
                .isEmpty();
    }

    /** Deletes jobs that ended before that time, at most so many. */
    int deleteFinishedBefore(Instant time, int most) {
        return jdbc.sql("delete from jobs where id in (select id from jobs where finished_at < ? limit ?)")
                .params(Timestamp.from(time), most)
                .update();
    }

    private void schedule(UUID id, String kind) {
        jdbc.sql("select platform.schedule_job(?, ?)")
                .params(id, kind)
                .query((row, n) -> 0)
                .list();
    }

    private Job job(ResultSet row, int number) throws SQLException {
        var result = row.getString("result");
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("key"),
                JobState.of(row.getString("state")).orElseThrow(),
                row.getDouble("progress"),
                row.getString("message"),
                result == null ? null : json.readTree(result),
                row.getString("error"),
                row.getInt("attempts"),
                row.getBoolean("cancel_asked"),
                row.getString("requested_by"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"));
    }
}
