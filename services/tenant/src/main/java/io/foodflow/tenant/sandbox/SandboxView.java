package io.foodflow.tenant.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a sandbox is filled.
 *
 * @param lastDay the last day that its history tells of
 * @param progress share of the history that is recorded, 0 to 1
 * @param events how many events were recorded for it
 * @param error why it was not filled, or not yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SandboxView(
        State state,
        LocalDate lastDay,
        double progress,
        long events,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {

    enum State {
        WAITING,
        FILLING,
        FILLED,
        FAILED,
        /** It was there before sandboxes were filled, and holds what its people put in. */
        LEFT;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
