package io.foodflow.foodgraph.capture;

import static io.foodflow.platform.database.Times.instant;

import io.foodflow.foodgraph.capture.Capture.Finding;
import io.foodflow.foodgraph.capture.Capture.Outcome;
import io.foodflow.foodgraph.capture.EventStore.Tally;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Scope;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.Problem.FieldError;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
            String capturedByName,
            Scope scope) {}

    /** What a run needs to go on: where the document lies, how far it was read, and where its sender may record events. */
    record Open(String document, long bytes, ErrorBehaviour behaviour, int nextIndex, boolean running, Scope scope) {}

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
                                              captured_by_name, sites)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(1, capture.id())
                .param(2, capture.jobId())
                .param(3, capture.document())
                .param(4, capture.bytes())
                .param(5, capture.behaviour().word())
                .param(6, capture.fileName())
                .param(7, capture.capturedBy())
                .param(8, capture.capturedByName())
                .param(9, sites(capture.scope()))
                .update();
    }

    Optional<Open> open(UUID id) {
        return jdbc.sql(
                        "select document, document_bytes, behaviour, next_index, running, sites from captures where id = ?")
                .param(id)
                .query((row, n) -> new Open(
                        row.getString("document"),
                        row.getLong("document_bytes"),
                        ErrorBehaviour.parse(row.getString("behaviour")),
                        row.getInt("next_index"),
                        row.getBoolean("running"),
                        scope(row.getArray("sites"))))
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

    /** The capture, if its sender could speak of no other sites than {@code scope} is of. */
    Optional<Capture> find(UUID id, Scope scope) {
        return within(SELECT + " where id = :id", scope, "")
                .param("id", id)
                .query(this::capture)
                .optional();
    }

    /** Captures, newest first, whose senders could speak of no other sites than {@code scope} is of. */
    List<Capture> list(Scope scope, PageRequest page) {
        var after = page.afterTimeAndId();
        var order = " order by created_at desc, id desc limit :limit";
        var captures = after.isEmpty()
                ? within(SELECT + " where true", scope, order)
                : within(SELECT + " where (created_at, id) < (cast(:time as timestamptz), :id)", scope, order)
                        .param("time", after.get().time().toString())
                        .param("id", after.get().id());
        return captures.param("limit", page.fetch()).query(this::capture).list();
    }

    private JdbcClient.StatementSpec within(String select, Scope scope, String rest) {
        return switch (scope) {
            case Scope.Everywhere _ -> jdbc.sql(select + rest);
            case Scope.Nowhere _ -> jdbc.sql(select + " and false" + rest);
            case Scope.Sites(var sites) -> jdbc.sql(select + """
                         and sites is not null and not exists (
                           select from unnest(sites) as s (site)
                           where s.site <> all(:sites)
                             and not exists (select from unnest(:sites) as o (site) where starts_with(s.site, o.site || '/254/')))
                        """ + rest).param("sites", sites.toArray(String[]::new));
        };
    }

    private static String @Nullable [] sites(Scope scope) {
        return switch (scope) {
            case Scope.Everywhere _ -> null;
            case Scope.Nowhere _ -> new String[0];
            case Scope.Sites(var sites) -> sites.stream().sorted().toArray(String[]::new);
        };
    }

    private static Scope scope(@Nullable Array sites) throws SQLException {
        if (sites == null) {
            return new Scope.Everywhere();
        }
        var texts = (Object[]) sites.getArray();
        return texts.length == 0
                ? new Scope.Nowhere()
                : new Scope.Sites(Arrays.stream(texts).map(Object::toString).collect(Collectors.toSet()));
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
