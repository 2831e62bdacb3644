package io.foodflow.foodgraph.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.foodflow.platform.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document that was captured or is being captured.
 *
 * @param success whether nothing was refused so far
 * @param captureErrorBehaviour {@code rollback} or {@code proceed}
 * @param progress share of the document that is recorded, 0 to 1; with {@code rollback} it stays 0 until all is
 * @param errors what was wrong with the document as a whole
 */
record Capture(
        @JsonProperty("capture_id") UUID id,
        UUID jobId,
        Instant createdAt,
        @JsonInclude @Nullable Instant finishedAt,
        boolean running,
        boolean success,
        String captureErrorBehaviour,
        double progress,
        @Nullable String fileName,
        long documentBytes,
        String capturedBy,
        Counts counts,
        List<Problem> errors) {

    Capture {
        errors = List.copyOf(errors);
    }

    /** Events seen so far and what became of them; those with a warning are accepted. */
    record Counts(int total, int accepted, int duplicate, int rejected, int warning) {}

    /**
     * What became of one event.
     *
     * @param outcome accepted, warning, duplicate or rejected
     * @param eventId id under which {@code GET /events/{id}} has the recorded event
     * @param senderEventId the id the sender gave it
     * @param type kind, time and business step of the recorded event; absent for one that was refused
     * @param errors why it was refused, or what looks wrong
     */
    record Outcome(
            int index,
            String outcome,
            @Nullable UUID eventId,
            @Nullable String senderEventId,
            @Nullable String type,
            @Nullable Instant eventTime,
            @Nullable String bizStep,
            List<Finding> errors) {
        Outcome {
            errors = List.copyOf(errors);
        }
    }

    /** Which field breaks which rule, or comes near to it. */
    record Finding(String field, String rule, String message) {}
}
