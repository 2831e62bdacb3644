package io.foodflow.foodgraph.capture;

import io.foodflow.foodgraph.capture.Capture.Finding;
import io.foodflow.foodgraph.capture.Capture.Outcome;
import io.foodflow.foodgraph.capture.EventStore.Tally;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.Problem.FieldError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of captures; every method runs in the caller's transaction. */
final class CaptureTable {

    private static final String SELECT = """
            select id, job_id, created_at, finished_at, running, success, behaviour, file_name, document_bytes,
                   captured_by_name, progress, total, accepted, duplicate, rejected, warning, problem from captures
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CaptureTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A capture before its first event. */
    record New(
            UUID id,
            UUID jobId,
            String document,
            long bytes,
            ErrorBehaviour behaviour,
            @Nullable String fileName,
            @Nullable UUID capturedBy,
            String capturedByName) {}

    /** What a run needs to go on: where the document lies and how far it was read. */
    record Open(String document, long bytes, ErrorBehaviour behaviour, int nextIndex, boolean running) {}

    /** Whether no capture has that document yet. Others that ask about the same one wait until the transaction ends. */
    boolean isNew(String document) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0)) is not null")
                .param("document %s %s".formatted(CallContext.currentTenant().id(), document))
                .query(Boolean.class)
                .single();
        return jdbc.sql("select not exists (select 1 from captures where document = ?)")
                .param(document)
                .query(Boolean.class)
                .single();
    }

    void insert(New capture) {
        jdbc.sql("""
                        insert into captures (id, job_id, document, document_bytes, behaviour, file_name, captured_by,
                                              captured_by_name)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(1, capture.id())
                .param(2, capture.jobId())
                .param(3, capture.document())
                .param(4, capture.bytes())
                .param(5, capture.behaviour().word())
                .param(6, capture.fileName())
                .param(7, capture.capturedBy())
                .param(8, capture.capturedByName())
                .update();
    }

    Optional<Open> open(UUID id) {
        return jdbc.sql("select document, document_bytes, behaviour, next_index, running from captures where id = ?")
                .param(id)
                .query((row, n) -> new Open(
                        row.getString("document"),
                        row.getLong("document_bytes"),
                        ErrorBehaviour.parse(row.getString("behaviour")),
                        row.getInt("next_index"),
                        row.getBoolean("running")))
                .optional();
    }

    /**
     * Adds what became of the events up to {@code nextIndex}; false if another run got there first.
     *
     * @param progress share of the document read, 0 to 1
     */
    boolean advance(UUID id, int fromIndex, int nextIndex, double progress, Tally tally) {
        return jdbc.sql("""
                                update captures
                                set next_index = :next, total = :next, progress = :progress, accepted = accepted + :accepted,
                                    duplicate = duplicate + :duplicate, rejected = rejected + :rejected,
                                    warning = warning + :warning, success = success and :rejected = 0
                                where id = :id and running and next_index = :from
                                """)
                        .param("next", nextIndex)
                        .param("from", fromIndex)
                        .param("progress", progress)
                        .param("accepted", tally.accepted())
                        .param("duplicate", tally.duplicate())
                        .param("rejected", tally.rejected())
                        .param("warning", tally.warning())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Ends a capture; whether it succeeded follows from what was refused and from {@code problem}. */
    boolean finish(UUID id, @Nullable Problem problem) {
        return jdbc.sql("""
                        update captures
                        set running = false, finished_at = now(), problem = cast(:problem as jsonb),
                            success = success and cast(:problem as jsonb) is null
                        where id = :id
                        returning success
                        """)
                .param("problem", problem == null ? null : json.writeValueAsString(problem))
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Ends the capture of a job that will not; nothing happens if it has ended. */
    void giveUp(UUID jobId, Problem problem) {
        jdbc.sql("""
                        update captures
                        set running = false, success = false, finished_at = now(), problem = cast(:problem as jsonb)
                        where job_id = :job and running
                        """)
                .param("problem", json.writeValueAsString(problem))
                .param("job", jobId)
                .update();
    }

    Optional<Capture> find(UUID id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(this::capture).optional();
    }

    List<Capture> list(PageRequest page) {
        var after = page.afterTimeAndId();
        if (after.isEmpty()) {
            return jdbc.sql(SELECT + " order by created_at desc, id desc limit ?")
                    .param(page.fetch())
                    .query(this::capture)
                    .list();
        }
        return jdbc.sql(
                        SELECT
                                + " where (created_at, id) < (cast(? as timestamptz), ?) order by created_at desc, id desc limit ?")
                .params(after.get().time().toString(), after.get().id(), page.fetch())
                .query(this::capture)
                .list();
    }

    /** What became of each event, in document order, from {@code firstIndex} on. */
    List<Outcome> outcomes(UUID id, @Nullable String outcome, int firstIndex, int limit) {
        return jdbc.sql("""
                        select * from (
                          select capture_index as index,
                                 case when warnings is null then 'accepted' else 'warning' end as outcome,
                                 id, event_id, type, event_time, biz_step, warnings as findings
                          from events where capture_id = :id and capture_index >= :first
                          union all
                          select r.index, r.outcome, e.id, r.event_id, e.type, e.event_time, e.biz_step, r.errors
                          from capture_refusals r left join events e on e.no = r.event_no
                          where r.capture_id = :id and r.index >= :first) o
                        where cast(:outcome as text) is null or outcome = :outcome
                        order by index limit :limit
                        """)
                .param("id", id)
                .param("first", firstIndex)
                .param("outcome", outcome)
                .param("limit", limit)
                .query((row, n) -> new Outcome(
                        row.getInt("index"),
                        row.getString("outcome"),
                        row.getObject("id", UUID.class),
                        row.getString("event_id"),
                        row.getString("type"),
                        instant(row, "event_time"),
                        row.getString("biz_step"),
                        findings(row.getString("findings"))))
                .list();
    }

    private List<Finding> findings(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        return json.readValue(text, new TypeReference<List<io.foodflow.engine.epcis.Finding>>() {}).stream()
                .map(f -> new Finding(f.field(), f.rule().code(), f.message()))
                .toList();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private Capture capture(ResultSet row, int number) throws SQLException {
        var problem = row.getString("problem");
        return new Capture(
                row.getObject("id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "finished_at"),
                row.getBoolean("running"),
                row.getBoolean("success"),
                row.getString("behaviour"),
                row.getBoolean("running") ? row.getDouble("progress") : 1,
                row.getString("file_name"),
                row.getLong("document_bytes"),
                row.getString("captured_by_name"),
                new Capture.Counts(
                        row.getInt("total"),
                        row.getInt("accepted"),
                        row.getInt("duplicate"),
                        row.getInt("rejected"),
                        row.getInt("warning")),
                problem == null ? List.of() : List.of(stored(problem)));
    }

    private Problem stored(String text) {
        var node = json.readTree(text);
        var errors = new ArrayList<FieldError>();
        node.path("errors")
                .forEach(error -> errors.add(new FieldError(
                        error.path("field").asString(),
                        error.path("rule").asString(),
                        error.path("message").asString())));
        return Problem.of(
                        node.path("status").asInt(),
                        node.path("type").asString().replaceFirst(".*/", ""),
                        node.path("title").asString(),
                        node.path("detail").asString())
                .withErrors(errors);
    }
}
