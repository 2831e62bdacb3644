package io.foodflow.foodgraph.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.traceability.Direction;
import io.foodflow.engine.traceability.TraceMode;
import io.foodflow.platform.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReportIdTest {

    private static final String NODE = "01980000-0000-7000-8000-000000000001";

    @Test
    void asksInEachDirection() {
        var questions = TraceReportId.parse("both:" + NODE).questions();
        assertThat(questions)
                .extracting(TraceQuestion::direction)
                .containsExactly(Direction.BACKWARD, Direction.FORWARD);
        assertThat(questions).extracting(TraceQuestion::mode).containsOnly(TraceMode.TIME_RESPECTING);
        assertThat(questions).extracting(TraceQuestion::depth).containsOnlyNulls();
        assertThat(questions).extracting(TraceQuestion::limit).containsOnly(TraceReportId.MOST_NODES);
    }

    @Test
    void readsAllThatDiffersFromTheUsual() {
        var id = TraceReportId.parse("forward:" + NODE + ";depth=3;mode=all;kinds=SUPPLIES,USED_IN");
        var question = id.questions().getFirst();
        assertThat(question.direction()).isEqualTo(Direction.FORWARD);
        assertThat(question.depth()).isEqualTo(3);
        assertThat(question.mode()).isEqualTo(TraceMode.ALL);
        assertThat(id.kinds()).containsExactly("SUPPLIES", "USED_IN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                NODE,
                "up:" + NODE,
                "both:" + NODE + ";",
                "both:" + NODE + ";depth=0",
                "both:" + NODE + ";depth=10001",
                "both:" + NODE + ";mode=time_respecting",
                "both:" + NODE + ";mode=all;depth=3",
                "both:" + NODE + ";kinds=",
                "both:" + NODE + ";kinds=USED_IN,SUPPLIES",
                "both:" + NODE + ";kinds=USED_IN,USED_IN",
                "both:" + NODE + ";kinds=EATEN",
                "both:01980000-0000-7000-8000-00000000000A"
            })
    void knowsOneSpellingOfEachQuestion(String id) {
        assertThatThrownBy(() -> TraceReportId.parse(id))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no trace report");
    }
}
