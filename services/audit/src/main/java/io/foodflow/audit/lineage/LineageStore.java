package io.foodflow.audit.lineage;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.audit.lineage.LineageEvent.ColumnFacts;
import io.foodflow.audit.lineage.LineageEvent.DataSetFacts;
import io.foodflow.audit.lineage.LineageEvent.JobFacts;
import io.foodflow.audit.lineage.LineageEvent.Name;
import io.foodflow.audit.lineage.LineageEvent.RunFacts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events into the current tenant's graph. Each method runs in the caller's transaction; writers wait for each other,
 * so that what one learns of a job or data set is there for the next.
 *
 * <p>Events may come twice and in any order: one that is known changes nothing, and what is said of a run is merged by the times
 * that events name.
 */
final class LineageStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LineageStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What became of an event. */
    sealed interface Stored {
        /** It is new; {@code id} is the run, or where there is none the job or data set. */
        record Added(UUID id) implements Stored {}

        /** It was there before. */
        record Known(UUID id) implements Stored {}

        /** The run is of another job. */
        record RunOfAnotherJob(UUID run, String job) implements Stored {}

        /** The run is one of the platform's own. */
        record OwnRun(UUID run) implements Stored {}
    }

    /** A run as far as it is known. */
    private record KnownRun(
            UUID job,
            String jobName,
            boolean own,
            RunState state,
            @Nullable Instant started,
            @Nullable Instant ended,
            Instant last) {}

    /**
     * Stores one event.
     *
     * @param body the event to the letter
     * @param names what the platform says of itself nobody else changes
     * @param own whether the platform says it
     */
    Stored store(LineageEvent event, String body, OwnNames names, boolean own) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(current_schema() || ' lineage', 0)) is not null")
                .query(Boolean.class)
                .single();
        var run = event.run();
        var known = run == null ? Optional.<KnownRun>empty() : run(run.id());
        if (known.isPresent() && known.get().own() && !own) {
            return new Stored.OwnRun(known.get().job());
        }
        if (run != null && !own && known.isEmpty() && isJob(run.id())) {
            return new Stored.OwnRun(run.id());
        }
        var facts = event.job();
        if (known.isPresent() && facts != null && !known.get().jobName().equals(written(facts.name()))) {
            return new Stored.RunOfAnotherJob(
                    Objects.requireNonNull(run).id(), known.get().jobName());
        }
        boolean fresh = addEvent(event, body, own);
        var job = facts == null ? null : job(facts, own);
        if (run != null && job != null && fresh) {
            writeRun(run, job, event.time(), known);
        }
        var sets = dataSets(event, names, own);
        if (job != null && fresh) {
            link(event, run, job, sets);
        }
        var id = run != null
                ? run.id()
                : job != null ? job : sets.values().iterator().next();
        return fresh ? new Stored.Added(id) : new Stored.Known(id);
    }

    /** Whether the platform itself has a job of that id, whose first event may be on its way. */
    private boolean isJob(UUID id) {
        return jdbc.sql("select exists (select from jobs where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private Optional<KnownRun> run(UUID id) {
        return jdbc.sql("""
                        select r.*, j.namespace || e'\\n' || j.name as job_name, j.own from lineage_runs r
                        join lineage_jobs j on j.id = r.job_id where r.id = ?
                        """)
                .param(id)
                .query((row, n) -> new KnownRun(
                        row.getObject("job_id", UUID.class),
                        row.getString("job_name"),
                        row.getBoolean("own"),
                        RunState.of(row.getString("state")).orElseThrow(),
                        instant(row.getTimestamp("started_at")),
                        instant(row.getTimestamp("ended_at")),
                        row.getTimestamp("last_event_at").toInstant()))
                .optional();
    }

    private boolean addEvent(LineageEvent event, String body, boolean own) {
        return jdbc.sql("""
                        insert into lineage_events (hash, run_id, own, type, event_time, body)
                        values (:hash, :run, :own, :type, :time, :body) on conflict (hash) do nothing
                        """)
                        .param("hash", sha256(body))
                        .param("run", event.run() == null ? null : event.run().id(), Types.OTHER)
                        .param("own", own)
                        .param("type", event.type())
                        .param("time", Timestamp.from(event.time()))
                        .param("body", body)
                        .update()
                == 1;
    }

    private UUID job(JobFacts job, boolean own) {
        return jdbc.sql("""
                        insert into lineage_jobs (id, key, namespace, name, own, documentation, type)
                        values (:id, :key, :namespace, :name, :own, :documentation, :type)
                        on conflict (key) do update set
                          documentation = coalesce(excluded.documentation, lineage_jobs.documentation),
                          type = coalesce(excluded.type, lineage_jobs.type), updated_at = clock_timestamp()
                        returning id
                        """)
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("key", job.name().key())
                .param("namespace", job.name().namespace())
                .param("name", job.name().name())
                .param("own", own)
                .param("documentation", job.documentation())
                .param("type", job.type())
                .query(UUID.class)
                .single();
    }

    private void writeRun(RunFacts run, UUID job, Instant time, Optional<KnownRun> known) {
        var state = known.map(KnownRun::state).orElse(RunState.UNKNOWN).then(run.state());
        var started = known.map(KnownRun::started).orElse(null);
        if (run.state() == RunState.STARTED && (started == null || time.isBefore(started))) {
            started = time;
        }
        var ended = run.state().isFinal() ? time : known.map(KnownRun::ended).orElse(null);
        var last = known.map(KnownRun::last).filter(time::isBefore).orElse(time);
        var parent = run.parentJob();
        jdbc.sql("""
                        insert into lineage_runs (id, job_id, state, started_at, ended_at, error, engine, engine_version,
                          parent_run_id, parent_job, last_event_at)
                        values (:id, :job, :state, :started, :ended, :error, :engine, :version, :parent, :parentJob, :last)
                        on conflict (id) do update set state = excluded.state, started_at = excluded.started_at,
                          ended_at = excluded.ended_at, last_event_at = excluded.last_event_at,
                          error = case when excluded.state = 'completed' then null
                                       else coalesce(excluded.error, lineage_runs.error) end,
                          engine = coalesce(excluded.engine, lineage_runs.engine),
                          engine_version = coalesce(excluded.engine_version, lineage_runs.engine_version),
                          parent_run_id = coalesce(excluded.parent_run_id, lineage_runs.parent_run_id),
                          parent_job = coalesce(excluded.parent_job, lineage_runs.parent_job)
                        """)
                .param("id", run.id())
                .param("job", job)
                .param("state", state.text())
                .param("started", timestamp(started), Types.TIMESTAMP)
                .param("ended", timestamp(ended), Types.TIMESTAMP)
                .param("error", run.error())
                .param("engine", run.engine())
                .param("version", run.engineVersion())
                .param("parent", run.parentRun(), Types.OTHER)
                .param("parentJob", parent == null ? null : "%s %s".formatted(parent.namespace(), parent.name()))
                .param("last", Timestamp.from(last))
                .update();
    }

    /** The ids of all data sets that the event names, those that its columns come from too. */
    private Map<Name, UUID> dataSets(LineageEvent event, OwnNames names, boolean own) {
        var ids = new HashMap<Name, UUID>();
        for (var facts : concat(event.inputs(), event.outputs())) {
            boolean believed = own || !names.areOf(facts.name());
            ids.put(facts.name(), dataSet(facts, names.areOf(facts.name()), believed));
        }
        for (var facts : event.outputs()) {
            for (var column : columns(facts)) {
                ids.computeIfAbsent(
                        column.input(),
                        name -> dataSet(
                                new DataSetFacts(name, null, null, null, null, null, null, null, null, null),
                                names.areOf(name),
                                false));
            }
        }
        return ids;
    }

    private UUID dataSet(DataSetFacts facts, boolean own, boolean believed) {
        return jdbc.sql("""
                        insert into lineage_datasets (id, key, namespace, name, own, documentation, type, source_name, source_uri, fields)
                        values (:id, :key, :namespace, :name, :own, :documentation, :type, :sourceName, :sourceUri,
                          coalesce(cast(:fields as jsonb), '[]'))
                        on conflict (key) do update set updated_at = clock_timestamp(),
                          documentation = coalesce(:documentation, lineage_datasets.documentation),
                          type = coalesce(:type, lineage_datasets.type),
                          source_name = coalesce(:sourceName, lineage_datasets.source_name),
                          source_uri = coalesce(:sourceUri, lineage_datasets.source_uri),
                          fields = coalesce(cast(:fields as jsonb), lineage_datasets.fields)
                        returning id
                        """)
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("key", facts.name().key())
                .param("namespace", facts.name().namespace())
                .param("name", facts.name().name())
                .param("own", own)
                .param("documentation", believed ? facts.documentation() : null, Types.VARCHAR)
                .param("type", believed ? facts.type() : null, Types.VARCHAR)
                .param("sourceName", believed ? facts.sourceName() : null, Types.VARCHAR)
                .param("sourceUri", believed ? facts.sourceUri() : null, Types.VARCHAR)
                .param(
                        "fields",
                        believed && facts.fields() != null ? json.writeValueAsString(facts.fields()) : null,
                        Types.VARCHAR)
                .query(UUID.class)
                .single();
    }

    private void link(LineageEvent event, @Nullable RunFacts run, UUID job, Map<Name, UUID> sets) {
        var linked = new TreeMap<Boolean, List<DataSetFacts>>();
        linked.put(false, event.inputs());
        linked.put(true, event.outputs());
        linked.forEach((written, facts) -> {
            for (var one : facts) {
                var set = Objects.requireNonNull(sets.get(one.name()));
                edge(job, set, written, event.time());
                if (run != null) {
                    part(run.id(), set, written, one);
                }
            }
        });
        for (var output : event.outputs()) {
            if (output.columns() != null) {
                writeColumns(job, Objects.requireNonNull(sets.get(output.name())), output.columns(), sets);
            }
        }
    }

    private void edge(UUID job, UUID set, boolean written, Instant time) {
        jdbc.sql("""
                        insert into lineage_edges as e (job_id, dataset_id, written, first_seen, last_seen)
                        values (:job, :set, :written, :time, :time)
                        on conflict (job_id, written, dataset_id) do update set
                          first_seen = least(e.first_seen, excluded.first_seen), last_seen = greatest(e.last_seen, excluded.last_seen)
                        """)
                .param("job", job)
                .param("set", set)
                .param("written", written)
                .param("time", Timestamp.from(time))
                .update();
    }

    private void part(UUID run, UUID set, boolean written, DataSetFacts facts) {
        jdbc.sql("""
                        insert into lineage_run_datasets as p (run_id, dataset_id, written, version, rows, bytes)
                        values (:run, :set, :written, :version, :rows, :bytes)
                        on conflict (run_id, dataset_id, written) do update set version = coalesce(excluded.version, p.version),
                          rows = coalesce(excluded.rows, p.rows), bytes = coalesce(excluded.bytes, p.bytes)
                        """)
                .param("run", run)
                .param("set", set)
                .param("written", written)
                .param("version", facts.version())
                .param("rows", facts.rows(), Types.BIGINT)
                .param("bytes", facts.bytes(), Types.BIGINT)
                .update();
    }

    /** What is said of an output replaces what was said of it before. */
    private void writeColumns(UUID job, UUID output, List<ColumnFacts> columns, Map<Name, UUID> sets) {
        jdbc.sql("delete from lineage_columns where job_id = ? and output_id = ?")
                .params(job, output)
                .update();
        jdbc.sql("""
                        insert into lineage_columns (job_id, output_id, output_field, input_id, input_field, type, subtype, description)
                        select :job, :output, field, input::uuid, input_field, type, subtype, description
                        from unnest(:fields, :inputs, :inputFields, :types, :subtypes, :descriptions)
                          as c (field, input, input_field, type, subtype, description)
                        on conflict do nothing
                        """)
                .param("job", job)
                .param("output", output)
                .param("fields", columns.stream().map(ColumnFacts::field).toArray(String[]::new))
                .param(
                        "inputs",
                        columns.stream()
                                .map(column -> String.valueOf(sets.get(column.input())))
                                .toArray(String[]::new))
                .param(
                        "inputFields",
                        columns.stream().map(ColumnFacts::inputField).toArray(String[]::new))
                .param("types", columns.stream().map(ColumnFacts::type).toArray(String[]::new))
                .param("subtypes", columns.stream().map(ColumnFacts::subtype).toArray(String[]::new))
                .param(
                        "descriptions",
                        columns.stream().map(ColumnFacts::description).toArray(String[]::new))
                .update();
    }

    /** Deletes events and ended runs that have had their time, at most so many of each. */
    int deleteBefore(Instant time, int rows) {
        int events = jdbc.sql("""
                        delete from lineage_events where no in
                          (select no from lineage_events where created_at < ? order by created_at limit ?)
                        """).params(Timestamp.from(time), rows).update();
        int runs = jdbc.sql("""
                        delete from lineage_runs where id in
                          (select id from lineage_runs where created_at < ? and last_event_at < ?
                           order by created_at limit ?)
                        """)
                .params(Timestamp.from(time), Timestamp.from(time), rows)
                .update();
        return Math.max(events, runs);
    }

    private static List<ColumnFacts> columns(DataSetFacts facts) {
        return facts.columns() == null ? List.of() : facts.columns();
    }

    private static List<DataSetFacts> concat(List<DataSetFacts> first, List<DataSetFacts> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String written(Name name) {
        return name.namespace() + "\n" + name.name();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }
}
