package io.foodflow.audit.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStateTest {

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, STARTED, STARTED",
        "STARTED, RUNNING, RUNNING",
        "RUNNING, STARTED, RUNNING",
        "RUNNING, COMPLETED, COMPLETED",
        "COMPLETED, STARTED, COMPLETED",
        "FAILED, RUNNING, FAILED",
        "FAILED, COMPLETED, COMPLETED",
        "COMPLETED, UNKNOWN, COMPLETED"
    })
    void followsTransitionsInWhateverOrderTheyCome(RunState now, RunState next, RunState then) {
        assertThat(now.then(next)).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        "START, STARTED",
        "RUNNING, RUNNING",
        "COMPLETE, COMPLETED",
        "FAIL, FAILED",
        "ABORT, ABORTED",
        "OTHER, UNKNOWN"
    })
    void isNamedByTheTransitionIntoIt(String eventType, RunState state) {
        assertThat(RunState.ofEvent(eventType)).isEqualTo(state);
        assertThat(state.eventType()).isEqualTo(eventType);
        assertThat(RunState.of(state.text())).contains(state);
    }
}
