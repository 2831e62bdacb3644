package io.foodflow.audit.lineage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenLineage event says, as far as the graph needs it.
 *
 * @param type START, RUNNING, COMPLETE, ABORT, FAIL or OTHER of a run; JOB or DATASET of what was said without one
 * @param run absent where the event is of no run
 * @param job absent where the event is of a data set alone
 * @param inputs what was read; where there is no job, the data set that the event is of
 */
record LineageEvent(
        String type,
        Instant time,
        @Nullable RunFacts run,
        @Nullable JobFacts job,
        List<DataSetFacts> inputs,
        List<DataSetFacts> outputs) {

    LineageEvent {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** What a job or a data set is called. */
    record Name(String namespace, String name) {

        /** The same for the same name, and short. */
        String key() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest((namespace + "\n" + name).getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is said of a run. */
    record RunFacts(
            UUID id,
            RunState state,
            @Nullable String error,
            @Nullable String engine,
            @Nullable String engineVersion,
            @Nullable UUID parentRun,
            @Nullable Name parentJob) {}

    /** What is said of a job. */
    record JobFacts(
            Name name,
            @Nullable String documentation,
            @Nullable String type) {}

    /** What is said of a data set; fields and columns are null where nothing is said of them. */
    record DataSetFacts(
            Name name,
            @Nullable String documentation,
            @Nullable String type,
            @Nullable String sourceName,
            @Nullable String sourceUri,
            @Nullable List<FieldFacts> fields,
            @Nullable List<ColumnFacts> columns,
            @Nullable String version,
            @Nullable Long rows,
            @Nullable Long bytes) {}

    /** A field of a data set. */
    record FieldFacts(
            String name, @Nullable String type, @Nullable String description) {}

    /** That a field comes from a field of another data set. */
    record ColumnFacts(
            String field,
            Name input,
            String inputField,
            @Nullable String type,
            @Nullable String subtype,
            @Nullable String description) {}
}
