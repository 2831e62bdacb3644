package io.foodflow.audit.lineage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a run is, in the order in which a run passes through. */
enum RunState {
    /** Known only by name, as the parent of another, or by events that tell of no transition. */
    UNKNOWN("OTHER"),
    STARTED("START"),
    RUNNING("RUNNING"),
    COMPLETED("COMPLETE"),
    FAILED("FAIL"),
    ABORTED("ABORT");

    private final String eventType;

    RunState(String eventType) {
        this.eventType = eventType;
    }

    /** The name that OpenLineage gives the transition into it. */
    String eventType() {
        return eventType;
    }

    /** The name that the database and the API use. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isFinal() {
        return compareTo(COMPLETED) >= 0;
    }

    /** The state after another transition, in whatever order they come: a run that ended does not begin again. */
    RunState then(RunState next) {
        return (isFinal() && next.isFinal()) || next.compareTo(this) > 0 ? next : this;
    }

    static RunState ofEvent(String eventType) {
        return Arrays.stream(values())
                .filter(state -> state.eventType.equals(eventType))
                .findFirst()
                .orElse(UNKNOWN);
    }

    static Optional<RunState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
