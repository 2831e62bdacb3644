package io.foodflow.engine.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A message names what was wrong, its value and the rule. */
class BadArgumentsTest {
    private static final TraceGraph PAIR = TraceGraph.of(new int[2], List.of(TraceEdge.of(0, 0, 1, 0, 5)));

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }

    @Test
    void refusesAnEdgeThatCannotBe() {
        refused(() -> TraceEdge.of(-1, 0, 1, 0, 0), "edge number must be at least 0, was -1");
        refused(() -> TraceEdge.of(3, -2, 1, 0, 0), "edge 3: node numbers must be at least 0, were -2 -> 1");
        refused(() -> TraceEdge.of(3, 0, 1, 64, 0), "edge 3: kind must be 0..63, was 64");
        refused(() -> TraceEdge.of(3, 0, 1, -1, 0), "edge 3: kind must be 0..63, was -1");
        refused(() -> TraceEdge.of(3, 0, 1, 0, Long.MAX_VALUE), "time must be within the years");
        refused(() -> TraceEdge.of(3, 0, 1, 0, TraceEdge.EARLIEST_MILLIS - 1), "time must be within the years");
        refused(() -> new TraceEdge(3, 0, 1, 0, 0, 1, 65536), "edge 3: unit must be 0..65535, was 65536");
        refused(() -> new TraceEdge(3, 0, 1, 0, 0, Double.POSITIVE_INFINITY, 1), "quantity must be within");
    }

    @Test
    void refusesAQueryThatCannotBe() {
        TraceQuery query = TraceQuery.forward(0);

        refused(TraceQuery::forward, "start must name at least one node");
        refused(() -> TraceQuery.backward(-4), "node number must be at least 0, was -4");
        refused(() -> query.depthLimit(-1), "depth limit must be at least 0, was -1");
        refused(() -> query.nodeLimit(0), "node limit must be at least 1, was 0");
        refused(() -> query.edgeLimit(-1), "edge limit must be at least 0, was -1");
        refused(() -> query.workLimit(0), "work limit must be at least 1 edge, was 0");
        refused(() -> KindSet.of(3, 64), "kind must be 0..63, was 64");
        refused(() -> new TimeWindow(9, 3), "time window must not end before it starts, was from 9 to 3");
    }

    @Test
    void refusesNodesThatAreNotInTheGraph() {
        refused(() -> PAIR.trace(TraceQuery.forward(2)), "start must be a node of the graph, 2 is none of its 2 nodes");
        refused(() -> PAIR.path(TraceQuery.forward(0), 7), "target must be a node of the graph, 7");
        refused(() -> PAIR.edges(9, Direction.FORWARD), "node must be a node of the graph, 9");
        refused(
                () -> PAIR.trace(TraceQuery.forward(0).nodeLimit(1)).path(1),
                "node 1 is not among the 1 nodes returned by this trace; raise the node limit");
        refused(() -> PAIR.trace(TraceQuery.forward(0)).nodesOfKind(64), "kind must be 0..63, was 64");
    }

    @Test
    void refusesToBuildFromNumbersOutOfRange() {
        refused(() -> TraceGraph.builder(-1), "node count must be 0..67108864, was -1");
        refused(() -> TraceGraph.builder(2).node(2, 0), "node number must be 0..1, was 2");
        refused(() -> TraceGraph.builder(2).node(1, 64), "kind of node 1 must be 0..63, was 64");
        refused(() -> TraceGraph.builder(2).node(0, 0).count(0, 1, 0), "call node(1, kind) first");
        refused(() -> TraceGraph.builder(2).node(0, 0).count(2, 0, 0), "2 of 2 -> 0 is not");
        refused(
                () -> TraceGraph.of(new int[2], List.of(TraceEdge.of(4, 0, 1, 0, 0), TraceEdge.of(4, 1, 0, 0, 0))),
                "edge number must be unique, 4 was added twice");
    }

    @Test
    void refusesToBuildWhenTheTwoPassesDiffer() {
        assertThatIllegalStateException()
                .isThrownBy(() -> pair().count(0, 1, 5).build())
                .withMessageContaining("1 were counted and 0 added");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        pair().count(0, 1, 5).add(TraceEdge.of(0, 0, 1, 0, 6)).build())
                .withMessageContaining("1 were counted and 1 others added");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        pair().count(0, 1, 5).add(TraceEdge.of(0, 1, 0, 0, 5)).build())
                .withMessageContaining("edge 0 was not");
        assertThatIllegalStateException()
                .isThrownBy(() -> pair().add(TraceEdge.of(0, 0, 1, 0, 5)))
                .withMessageContaining("edge 0 was not");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        pair().count(0, 1, 5).add(TraceEdge.of(0, 0, 1, 0, 5)).count(0, 1, 5))
                .withMessageContaining("count must come before the first add");
    }

    @Test
    void refusesToBuildTwice() {
        TraceGraphBuilder builder = pair();
        builder.build();

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("a builder builds once");
    }

    private static TraceGraphBuilder pair() {
        return TraceGraph.builder(2).node(0, 0).node(1, 0);
    }

    @Test
    void refusesAWholeBatchForOneBadChange() {
        LiveTraceGraph live = new LiveTraceGraph(PAIR);

        refused(() -> new GraphChange.PutNode(-1, 0), "node number must be 0..67108863, was -1");
        refused(() -> new GraphChange.PutNode(1 << 26, 0), "node number must be 0..67108863, was 67108864");
        refused(() -> new GraphChange.PutNode(1, 99), "kind of node 1 must be 0..63, was 99");
        refused(
                () -> live.apply(List.of(
                        new GraphChange.PutNode(2, 0),
                        new GraphChange.PutEdge(TraceEdge.of(1, 0, 2, 0, 0)),
                        new GraphChange.PutEdge(TraceEdge.of(2, 0, 3, 0, 0)))),
                "edge 2: both ends must be nodes of the graph, 3 is not; put the node first");
        assertThat(live.snapshot()).isSameAs(PAIR);
    }

    @Test
    void namesKindsAndNodesReadably() {
        assertThat(KindSet.of(2, 5)).hasToString("{2,5}");
        assertThat(KindSet.of(2, 5)).isEqualTo(KindSet.of(5, 2));
        assertThat(NodeNumbers.of(4, 1))
                .hasToString("[4, 1]")
                .isEqualTo(NodeNumbers.of(4, 1))
                .hasSameHashCodeAs(NodeNumbers.of(4, 1));
        assertThat(NodeNumbers.of(4, 1)).isNotEqualTo(NodeNumbers.of(1, 4));
        assertThat(NodeNumbers.of(4, 1).get(1)).isEqualTo(1);
        assertThat(TimeWindow.since(3).contains(2)).isFalse();
        assertThat(TimeWindow.until(3).contains(3)).isTrue();
    }
}
