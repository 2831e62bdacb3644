package io.foodflow.audit.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operations answer with. */
final class LineageViews {

    private LineageViews() {}

    /**
     * A job.
     *
     * @param own whether it is the platform's own
     * @param latestRun the one that was heard of last
     */
    record JobView(
            UUID id,
            String namespace,
            String name,
            boolean own,
            @Nullable String documentation,
            @Nullable String type,
            @Nullable RunView latestRun,
            Instant createdAt,
            Instant updatedAt) {}

    /** A job with what it reads and writes. */
    record JobDetail(JobView job, List<Use> inputs, List<Use> outputs) {}

    /**
     * A run.
     *
     * @param id the OpenLineage run; of the platform's own the id of the job, as {@code /jobs/{id}} has it
     * @param durationMillis how long it took, or has taken until its last event
     */
    record RunView(
            UUID id,
            UUID jobId,
            String jobNamespace,
            String jobName,
            RunState state,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long durationMillis,
            @Nullable String error,
            @Nullable String engine,
            @Nullable String engineVersion,
            @Nullable UUID parentRunId,
            @Nullable String parentJob,
            Instant lastEventAt,
            Instant createdAt) {}

    /** A run with what it read and wrote. */
    record RunDetail(RunView run, List<Part> inputs, List<Part> outputs) {}

    /** What one run read or wrote of a data set. */
    record Part(
            UUID datasetId,
            String namespace,
            String name,
            @Nullable String version,
            @Nullable Long rows,
            @Nullable Long bytes) {}

    /** A data set. */
    record DataSetView(
            UUID id,
            String namespace,
            String name,
            boolean own,
            @Nullable String documentation,
            @Nullable String type,
            @Nullable String sourceName,
            @Nullable String sourceUri,
            int fieldCount,
            Instant createdAt,
            Instant updatedAt) {}

    /** A data set with its fields, and the jobs that write and read it. */
    record DataSetDetail(DataSetView dataset, List<FieldView> fields, List<Use> producers, List<Use> consumers) {}

    /** A field. */
    record FieldView(
            String name, @Nullable String type, @Nullable String description) {}

    /** That a job and a data set have to do with each other: the other end, and when that was first and last seen. */
    record Use(UUID id, String namespace, String name, Instant firstSeen, Instant lastSeen) {}

    /** Which way a graph is followed. */
    enum Direction {
        UPSTREAM,
        DOWNSTREAM,
        BOTH;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What lies around a job or data set.
     *
     * @param truncated whether there is more within the depth than the limit allows
     */
    record Graph(UUID start, Direction direction, int depth, boolean truncated, List<Node> nodes, List<Edge> edges) {}

    /**
     * A job or data set in a graph.
     *
     * @param kind {@code job} or {@code dataset}
     * @param depth steps from the start, negative upstream
     * @param state of a job, that of its latest run
     * @param endedAt of a job, when its latest run ended
     * @param fieldCount of a data set
     */
    record Node(
            UUID id,
            String kind,
            String namespace,
            String name,
            boolean own,
            int depth,
            @Nullable RunState state,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Integer fieldCount) {}

    /** That data flows from one node to the other. */
    record Edge(UUID from, UUID to, Instant lastSeen) {}

    /** Where a field comes from, or what is made of it. */
    record Columns(
            UUID datasetId,
            @JsonInclude @Nullable String field,
            Direction direction,
            int depth,
            boolean truncated,
            List<ColumnLink> links) {}

    /** That a field of a data set comes from a field of another, by a job. */
    record ColumnLink(
            UUID jobId,
            String jobName,
            UUID inputId,
            String inputName,
            String inputField,
            UUID outputId,
            String outputName,
            String outputField,
            @Nullable String type,
            @Nullable String subtype,
            @Nullable String description) {}

    /** An event to the letter. */
    record EventView(long no, String type, boolean own, Instant eventTime, Instant receivedAt, Object event) {}
}
