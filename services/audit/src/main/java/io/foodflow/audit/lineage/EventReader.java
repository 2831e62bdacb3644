package io.foodflow.audit.lineage;

import io.foodflow.audit.lineage.LineageEvent.ColumnFacts;
import io.foodflow.audit.lineage.LineageEvent.DataSetFacts;
import io.foodflow.audit.lineage.LineageEvent.FieldFacts;
import io.foodflow.audit.lineage.LineageEvent.JobFacts;
import io.foodflow.audit.lineage.LineageEvent.Name;
import io.foodflow.audit.lineage.LineageEvent.RunFacts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads an event that {@link EventSchema} found sound. Facets are read as far as they have the form that the specification
 * gives them: a producer's own, or one of a version to come, is passed over and kept in the event's body.
 */
final class EventReader {

    private EventReader() {}

    static LineageEvent read(JsonNode event) {
        var time = time(event.path("eventTime").asString()).orElse(Instant.EPOCH);
        if (event.has("dataset")) {
            return new LineageEvent("DATASET", time, null, null, List.of(dataSet(event.path("dataset"))), List.of());
        }
        var job = job(event.path("job"));
        var inputs = dataSets(event.path("inputs"));
        var outputs = dataSets(event.path("outputs"));
        if (!event.has("run")) {
            return new LineageEvent("JOB", time, null, job, inputs, outputs);
        }
        var state = RunState.ofEvent(event.path("eventType").asString("OTHER"));
        return new LineageEvent(state.eventType(), time, run(event.path("run"), state), job, inputs, outputs);
    }

    /** A time with its offset; one without is taken for UTC, as some producers mean it. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            try {
                return Optional.of(OffsetDateTime.parse(text + "Z").toInstant());
            } catch (DateTimeException noTime) {
                return Optional.empty();
            }
        }
    }

    private static RunFacts run(JsonNode run, RunState state) {
        var facets = run.path("facets");
        var parent = facets.path("parent");
        var parentRun = uuid(text(parent.path("run").path("runId")));
        var parentJob = parent.path("job");
        var engine = facets.path("processing_engine");
        return new RunFacts(
                UUID.fromString(run.path("runId").asString()),
                state,
                text(facets.path("errorMessage").path("message")),
                text(engine.path("name")),
                text(engine.path("version")),
                parentRun,
                parentRun != null
                                && parentJob.path("namespace").isString()
                                && parentJob.path("name").isString()
                        ? name(parentJob)
                        : null);
    }

    private static JobFacts job(JsonNode job) {
        var facets = job.path("facets");
        return new JobFacts(
                name(job),
                text(facets.path("documentation").path("description")),
                text(facets.path("jobType").path("jobType")));
    }

    private static List<DataSetFacts> dataSets(JsonNode sets) {
        var read = new ArrayList<DataSetFacts>();
        sets.forEach(set -> read.add(dataSet(set)));
        return read;
    }

    private static DataSetFacts dataSet(JsonNode set) {
        var facets = set.path("facets");
        var read = set.path("inputFacets");
        var written = set.path("outputFacets").path("outputStatistics");
        return new DataSetFacts(
                name(set),
                text(facets.path("documentation").path("description")),
                text(facets.path("datasetType").path("datasetType")),
                text(facets.path("dataSource").path("name")),
                text(facets.path("dataSource").path("uri")),
                fields(facets.path("schema").path("fields")),
                columns(facets.path("columnLineage").path("fields")),
                text(facets.path("version").path("datasetVersion")),
                first(
                        written.path("rowCount"),
                        read.path("inputStatistics").path("rowCount"),
                        read.path("dataQualityMetrics").path("rowCount")),
                first(
                        written.path("size"),
                        read.path("inputStatistics").path("size"),
                        read.path("dataQualityMetrics").path("bytes")));
    }

    private static @Nullable List<FieldFacts> fields(JsonNode fields) {
        if (!fields.isArray()) {
            return null;
        }
        var read = new ArrayList<FieldFacts>();
        for (var field : fields) {
            var name = text(field.path("name"));
            if (name != null) {
                read.add(new FieldFacts(name, text(field.path("type")), text(field.path("description"))));
            }
        }
        return read;
    }

    private static @Nullable List<ColumnFacts> columns(JsonNode fields) {
        if (!fields.isObject()) {
            return null;
        }
        var read = new ArrayList<ColumnFacts>();
        fields.forEachEntry((field, from) -> from.path("inputFields").forEach(input -> {
            var inputField = text(input.path("field"));
            if (inputField != null
                    && input.path("namespace").isString()
                    && input.path("name").isString()) {
                var how = input.path("transformations").path(0);
                read.add(new ColumnFacts(
                        clean(field),
                        name(input),
                        inputField,
                        text(how.path("type")),
                        text(how.path("subtype")),
                        text(how.path("description"))));
            }
        }));
        return read;
    }

    private static Name name(JsonNode named) {
        return new Name(
                clean(named.path("namespace").asString()),
                clean(named.path("name").asString()));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.asString().isBlank() ? clean(node.asString()) : null;
    }

    /** No column takes U+0000. */
    private static String clean(String text) {
        return text.replace('\0', '\ufffd');
    }

    private static @Nullable Long first(JsonNode... numbers) {
        for (var number : numbers) {
            if (number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0) {
                return number.asLong();
            }
        }
        return null;
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
