package io.foodflow.platform.lineage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a job's run, as it was committed together with the job's own state.
 *
 * @param no later marks of one job have higher numbers
 * @param jobId the run: a job is one run, however often it is attempted
 * @param kind of the job
 * @param attempt from 1
 * @param error why the attempt failed
 * @param lineage what jobs of the kind read and write; null where the process that wrote the mark did not know
 * @param read amounts by data set
 * @param written amounts by data set
 * @param ancestors the job that submitted this one, the one that submitted that, and so on
 */
public record RunMark(
        long no,
        UUID jobId,
        String kind,
        int attempt,
        Step step,
        Instant time,
        @Nullable String error,
        @Nullable JobLineage lineage,
        Map<String, Amount> read,
        Map<String, Amount> written,
        List<Ancestor> ancestors) {

    /** A job above this one. */
    public record Ancestor(UUID id, String kind) {}

    /** What happened. */
    public enum Step {
        /** The first attempt began. */
        BEGAN,
        /** A further attempt began, or one failed that is not the last. */
        CONTINUED,
        COMPLETED,
        FAILED,
        /** Somebody had it end. */
        ABORTED;

        /** The name that the database uses. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Step of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public RunMark {
        read = Map.copyOf(read);
        written = Map.copyOf(written);
        ancestors = List.copyOf(ancestors);
    }
}
