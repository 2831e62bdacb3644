package io.foodflow.audit.lineage;

import io.foodflow.audit.lineage.LineageViews.ColumnLink;
import io.foodflow.audit.lineage.LineageViews.DataSetView;
import io.foodflow.audit.lineage.LineageViews.Edge;
import io.foodflow.audit.lineage.LineageViews.EventView;
import io.foodflow.audit.lineage.LineageViews.FieldView;
import io.foodflow.audit.lineage.LineageViews.JobView;
import io.foodflow.audit.lineage.LineageViews.Node;
import io.foodflow.audit.lineage.LineageViews.Part;
import io.foodflow.audit.lineage.LineageViews.RunView;
import io.foodflow.audit.lineage.LineageViews.Use;
import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the current tenant's graph. Each method runs in the caller's transaction. */
final class LineageQueries {

    private static final TypeReference<List<FieldView>> FIELDS = new TypeReference<>() {};

    private static final String JOBS = """
            select j.*, r.id as run_id, r.state, r.started_at, r.ended_at, r.error, r.engine, r.engine_version, r.parent_run_id,
                   r.parent_job, r.last_event_at, r.created_at as run_created_at
            from lineage_jobs j
            left join lateral (select * from lineage_runs where job_id = j.id
                               order by created_at desc, id desc limit 1) r on true
            """;
    private static final String RUNS = """
            select r.id as run_id, r.job_id, r.state, r.started_at, r.ended_at, r.error, r.engine, r.engine_version, r.parent_run_id,
                   r.parent_job, r.last_event_at, r.created_at as run_created_at, j.namespace, j.name
            from lineage_runs r join lineage_jobs j on j.id = r.job_id
            """;
    private static final String SETS = """
            select d.*, jsonb_array_length(d.fields) as field_count from lineage_datasets d
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LineageQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Jobs whose name or namespace has that text, those first that were first heard of last. */
    List<JobView> jobs(@Nullable String text, @Nullable String namespace, PageRequest page) {
        return jdbc.sql(JOBS + matching("j") + " order by j.id desc limit :most")
                .param("text", text, Types.VARCHAR)
                .param("namespace", namespace, Types.VARCHAR)
                .param("after", page.afterId().orElse(null), Types.OTHER)
                .param("most", page.fetch())
                .query((row, n) -> job(row))
                .list();
    }

    Optional<JobView> job(UUID id) {
        return jdbc.sql(JOBS + " where j.id = ?")
                .param(id)
                .query((row, n) -> job(row))
                .optional();
    }

    List<DataSetView> dataSets(@Nullable String text, @Nullable String namespace, PageRequest page) {
        return jdbc.sql(SETS + matching("d") + " order by d.id desc limit :most")
                .param("text", text, Types.VARCHAR)
                .param("namespace", namespace, Types.VARCHAR)
                .param("after", page.afterId().orElse(null), Types.OTHER)
                .param("most", page.fetch())
                .query((row, n) -> dataSet(row))
                .list();
    }

    Optional<DataSetView> dataSet(UUID id) {
        return jdbc.sql(SETS + " where d.id = ?")
                .param(id)
                .query((row, n) -> dataSet(row))
                .optional();
    }

    List<FieldView> fields(UUID dataSet) {
        return jdbc.sql("select fields from lineage_datasets where id = ?")
                .param(dataSet)
                .query((row, n) -> json.readValue(row.getString(1), FIELDS))
                .single();
    }

    private static String matching(String table) {
        return """
                where (:text is null or strpos(lower(%1$s.name), lower(:text)) > 0
                       or strpos(lower(%1$s.namespace), lower(:text)) > 0)
                  and (:namespace is null or %1$s.namespace = :namespace)
                  and (cast(:after as uuid) is null or %1$s.id < cast(:after as uuid))
                """.formatted(table);
    }

    List<RunView> runs(@Nullable UUID job, @Nullable RunState state, PageRequest page) {
        var after = page.afterTimeAndId();
        return jdbc.sql(RUNS + """
                         where (cast(:job as uuid) is null or r.job_id = cast(:job as uuid)) and (:state is null or r.state = :state)
                           and (cast(:time as timestamptz) is null or (r.created_at, r.id) < (cast(:time as timestamptz), cast(:id as uuid)))
                         order by r.created_at desc, r.id desc limit :most
                        """)
                .param("job", job, Types.OTHER)
                .param("state", state == null ? null : state.text(), Types.VARCHAR)
                .param("time", after.map(row -> Timestamp.from(row.time())).orElse(null), Types.TIMESTAMP)
                .param("id", after.map(PageRequest.TimeAndId::id).orElse(null), Types.OTHER)
                .param("most", page.fetch())
                .query((row, n) -> run(row, "job_id"))
                .list();
    }

    Optional<RunView> run(UUID id) {
        return jdbc.sql(RUNS + " where r.id = ?")
                .param(id)
                .query((row, n) -> run(row, "job_id"))
                .optional();
    }

    List<Part> parts(UUID run, boolean written) {
        return jdbc.sql("""
                        select d.id, d.namespace, d.name, p.version, p.rows, p.bytes from lineage_run_datasets p
                        join lineage_datasets d on d.id = p.dataset_id
                        where p.run_id = ? and p.written = ? order by d.namespace, d.name
                        """)
                .params(run, written)
                .query((row, n) -> new Part(
                        row.getObject("id", UUID.class),
                        row.getString("namespace"),
                        row.getString("name"),
                        row.getString("version"),
                        (Long) row.getObject("rows"),
                        (Long) row.getObject("bytes")))
                .list();
    }

    /** The data sets of a job, at most so many. */
    List<Use> dataSetsOf(UUID job, boolean written, int most) {
        return uses("""
                select d.id, d.namespace, d.name, e.first_seen, e.last_seen from lineage_edges e
                join lineage_datasets d on d.id = e.dataset_id
                where e.job_id = ? and e.written = ? order by d.namespace, d.name limit ?
                """, job, written, most);
    }

    /** The jobs of a data set, at most so many. */
    List<Use> jobsOf(UUID dataSet, boolean written, int most) {
        return uses("""
                select j.id, j.namespace, j.name, e.first_seen, e.last_seen from lineage_edges e
                join lineage_jobs j on j.id = e.job_id
                where e.dataset_id = ? and e.written = ? order by j.namespace, j.name limit ?
                """, dataSet, written, most);
    }

    private List<Use> uses(String sql, UUID id, boolean written, int most) {
        return jdbc.sql(sql)
                .params(id, written, most)
                .query((row, n) -> new Use(
                        row.getObject("id", UUID.class),
                        row.getString("namespace"),
                        row.getString("name"),
                        row.getTimestamp("first_seen").toInstant(),
                        row.getTimestamp("last_seen").toInstant()))
                .list();
    }

    /** What a step of a walk finds: from the node it starts at to the next, and the edge between, as data flows. */
    record Step(UUID next, Edge edge) {}

    /** From jobs to the data sets that they read (against the flow) or write, at most so many edges. */
    List<Step> stepFromJobs(Collection<UUID> jobs, boolean downstream, int most) {
        return jdbc.sql("""
                        select job_id, dataset_id, last_seen from lineage_edges where job_id = any (?) and written = ?
                        order by job_id, dataset_id limit ?
                        """)
                .params(jobs.toArray(UUID[]::new), downstream, most)
                .query((row, n) -> {
                    var job = row.getObject("job_id", UUID.class);
                    var set = row.getObject("dataset_id", UUID.class);
                    var seen = row.getTimestamp("last_seen").toInstant();
                    return new Step(set, downstream ? new Edge(job, set, seen) : new Edge(set, job, seen));
                })
                .list();
    }

    /** From data sets to the jobs that write them (against the flow) or read them, at most so many edges. */
    List<Step> stepFromDataSets(Collection<UUID> sets, boolean downstream, int most) {
        return jdbc.sql("""
                        select job_id, dataset_id, last_seen from lineage_edges where dataset_id = any (?) and written = ?
                        order by dataset_id, job_id limit ?
                        """)
                .params(sets.toArray(UUID[]::new), !downstream, most)
                .query((row, n) -> {
                    var job = row.getObject("job_id", UUID.class);
                    var set = row.getObject("dataset_id", UUID.class);
                    var seen = row.getTimestamp("last_seen").toInstant();
                    return new Step(job, downstream ? new Edge(set, job, seen) : new Edge(job, set, seen));
                })
                .list();
    }

    /** The nodes of a graph with the depths that a walk found. */
    List<Node> jobNodes(Collection<UUID> ids, java.util.function.ToIntFunction<UUID> depth) {
        return jdbc.sql(JOBS + " where j.id = any (?) order by j.id")
                .param(ids.toArray(UUID[]::new))
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    var state = row.getString("state");
                    return new Node(
                            id,
                            "job",
                            row.getString("namespace"),
                            row.getString("name"),
                            row.getBoolean("own"),
                            depth.applyAsInt(id),
                            state == null ? null : RunState.of(state).orElseThrow(),
                            instant(row, "started_at"),
                            instant(row, "ended_at"),
                            null);
                })
                .list();
    }

    List<Node> dataSetNodes(Collection<UUID> ids, java.util.function.ToIntFunction<UUID> depth) {
        return jdbc.sql(SETS + " where d.id = any (?) order by d.id")
                .param(ids.toArray(UUID[]::new))
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Node(
                            id,
                            "dataset",
                            row.getString("namespace"),
                            row.getString("name"),
                            row.getBoolean("own"),
                            depth.applyAsInt(id),
                            null,
                            null,
                            null,
                            row.getInt("field_count"));
                })
                .list();
    }

    /** A field of a data set. */
    record Column(UUID dataSet, String field) {}

    /** The links into (against the flow) or out of these fields, at most so many. */
    List<ColumnLink> links(Collection<Column> columns, boolean downstream, int most) {
        var end = downstream ? "input" : "output";
        return columnLinks("""
                where (c.%1$s_id, c.%1$s_field) in (select * from unnest(:sets, :fields))
                """.formatted(end), columns, most);
    }

    /** The links into or out of all fields of a data set, at most so many. */
    List<ColumnLink> linksOf(UUID dataSet, boolean downstream, int most) {
        return columnLinks(
                "where c.%s_id = any (:sets) and cardinality(:fields) >= 0".formatted(downstream ? "input" : "output"),
                List.of(new Column(dataSet, "")),
                most);
    }

    private List<ColumnLink> columnLinks(String condition, Collection<Column> columns, int most) {
        return jdbc.sql("""
                        select c.*, j.name as job_name, i.name as input_name, o.name as output_name from lineage_columns c
                        join lineage_jobs j on j.id = c.job_id
                        join lineage_datasets i on i.id = c.input_id
                        join lineage_datasets o on o.id = c.output_id
                        """ + condition + """

                        order by c.output_id, c.output_field, c.input_id, c.input_field, c.job_id limit :most
                        """)
                .param("sets", columns.stream().map(Column::dataSet).toArray(UUID[]::new))
                .param("fields", columns.stream().map(Column::field).toArray(String[]::new))
                .param("most", most)
                .query((row, n) -> new ColumnLink(
                        row.getObject("job_id", UUID.class),
                        row.getString("job_name"),
                        row.getObject("input_id", UUID.class),
                        row.getString("input_name"),
                        row.getString("input_field"),
                        row.getObject("output_id", UUID.class),
                        row.getString("output_name"),
                        row.getString("output_field"),
                        row.getString("type"),
                        row.getString("subtype"),
                        row.getString("description")))
                .list();
    }

    /** The events of a run in the order in which they came. */
    List<EventView> events(UUID run, int most) {
        return jdbc.sql("select * from lineage_events where run_id = ? order by no limit ?")
                .params(run, most)
                .query((row, n) -> new EventView(
                        row.getLong("no"),
                        row.getString("type"),
                        row.getBoolean("own"),
                        row.getTimestamp("event_time").toInstant(),
                        row.getTimestamp("created_at").toInstant(),
                        json.readTree(row.getString("body"))))
                .list();
    }

    private static JobView job(ResultSet row) throws SQLException {
        return new JobView(
                row.getObject("id", UUID.class),
                row.getString("namespace"),
                row.getString("name"),
                row.getBoolean("own"),
                row.getString("documentation"),
                row.getString("type"),
                row.getObject("run_id") == null ? null : run(row, "id"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static DataSetView dataSet(ResultSet row) throws SQLException {
        return new DataSetView(
                row.getObject("id", UUID.class),
                row.getString("namespace"),
                row.getString("name"),
                row.getBoolean("own"),
                row.getString("documentation"),
                row.getString("type"),
                row.getString("source_name"),
                row.getString("source_uri"),
                row.getInt("field_count"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static RunView run(ResultSet row, String job) throws SQLException {
        var started = instant(row, "started_at");
        var ended = instant(row, "ended_at");
        var last = row.getTimestamp("last_event_at").toInstant();
        return new RunView(
                row.getObject("run_id", UUID.class),
                row.getObject(job, UUID.class),
                row.getString("namespace"),
                row.getString("name"),
                RunState.of(row.getString("state")).orElseThrow(),
                started,
                ended,
                started == null
                        ? null
                        : Math.max(
                                0,
                                Duration.between(started, ended == null ? last : ended)
                                        .toMillis()),
                row.getString("error"),
                row.getString("engine"),
                row.getString("engine_version"),
                row.getObject("parent_run_id", UUID.class),
                row.getString("parent_job"),
                last,
                row.getTimestamp("run_created_at").toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
