package io.foodflow.engine.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeSetTest {

    @Test
    void hasItsMembersAndNoOthers() {
        var set = NodeSet.of(0, 63, 64, 1_000_000);

        assertThat(IntStream.of(0, 63, 64, 1_000_000)).allMatch(set::contains);
        assertThat(IntStream.of(-1, 1, 62, 65, 999_999, 1_000_001, Integer.MAX_VALUE, Integer.MIN_VALUE))
                .noneMatch(set::contains);
        assertThat(set.size()).isEqualTo(4);
    }

    @Test
    void staysAsItIsWhenOneWithMoreIsMade() {
        var small = NodeSet.of(3);

        assertThat(small.with(200, 4)).isEqualTo(NodeSet.of(3, 4, 200)).hasToString("NodeSet[3 nodes]");
        assertThat(small).isEqualTo(NodeSet.of(3)).isNotEqualTo(NodeSet.none());
        assertThat(NodeSet.of(5)).hasSameHashCodeAs(NodeSet.of(5).with());
    }

    @Test
    void takesNoNegativeNumber() {
        assertThatThrownBy(() -> NodeSet.of(-3)).hasMessageContaining("must be at least 0, was -3");
    }

    @Test
    void mustHoldTheStartsOfAQuery() {
        assertThatThrownBy(() -> TraceQuery.forward(2).seeing(NodeSet.of(1), KindSet.ALL))
                .hasMessageContaining("start 2 must be one of the nodes seen");
    }
}
