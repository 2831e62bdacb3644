package io.foodflow.platform.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a job is in its life. */
public enum JobState {
    /** Waits for a process, for the pause between two attempts, or for another job with its key. */
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether it will never change again. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }

    /** The name that the database and the API use. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<JobState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
