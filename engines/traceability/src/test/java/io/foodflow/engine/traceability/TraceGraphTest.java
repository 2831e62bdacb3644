package io.foodflow.engine.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceGraphTest {
    private static final int LOT = 1;
    private static final int CUSTOMER = 8;
    private static final int USED_IN = 0;
    private static final int SHIPPED_TO = 5;
    private static final int RECORDED = 15;

    /** Milk 0 and 1 go into tank 2; cheese 3 is made of it, then more milk comes in, then cheese 4; 5 and 6 are customers. */
    private static final TraceGraph DAIRY = TraceGraph.of(
            new int[] {LOT, LOT, LOT, LOT, LOT, CUSTOMER, CUSTOMER},
            List.of(
                    new TraceEdge(10, 0, 2, USED_IN, 100, 5000.5, 7),
                    new TraceEdge(11, 2, 3, USED_IN, 200, 400, 1),
                    new TraceEdge(12, 1, 2, USED_IN, 300, 6000, 7),
                    new TraceEdge(13, 2, 4, USED_IN, 400, 410, 1),
                    TraceEdge.of(14, 3, 5, SHIPPED_TO, 500),
                    TraceEdge.of(15, 4, 6, SHIPPED_TO, 500),
                    TraceEdge.of(16, 5, 6, SHIPPED_TO, 600)));

    private static List<Integer> reached(TraceGraph graph, TraceQuery query) {
        return graph.trace(query).nodes().stream().map(TraceNode::no).toList();
    }

    @Test
    void followsOnlyWhatHappenedAfterTheLotArrived() {
        assertThat(reached(DAIRY, TraceQuery.forward(0))).containsExactly(0, 2, 3, 4, 5, 6);
        assertThat(reached(DAIRY, TraceQuery.forward(1))).containsExactly(1, 2, 4, 6);
        assertThat(reached(DAIRY, TraceQuery.forward(1).mode(TraceMode.ALL))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void followsBackwardOnlyWhatHappenedBeforeTheLotLeft() {
        assertThat(reached(DAIRY, TraceQuery.backward(3))).containsExactly(3, 2, 0);
        assertThat(reached(DAIRY, TraceQuery.backward(4))).containsExactly(4, 2, 0, 1);
        assertThat(reached(DAIRY, TraceQuery.backward(3).mode(TraceMode.ALL))).containsExactly(3, 2, 0, 1);
    }

    @Test
    void passesThroughATerminalNodeOnlyWhereItStarts() {
        TraceQuery query = TraceQuery.forward(3).terminalNodeKinds(KindSet.of(CUSTOMER));

        assertThat(reached(DAIRY, query)).containsExactly(3, 5);
        assertThat(reached(DAIRY, TraceQuery.forward(5).terminalNodeKinds(KindSet.of(CUSTOMER))))
                .containsExactly(5, 6);
    }

    @Test
    void keepsToTheTimeWindowWithItsEndsIncluded() {
        TraceQuery query = TraceQuery.forward(0);

        assertThat(reached(DAIRY, query.within(new TimeWindow(100, 200)))).containsExactly(0, 2, 3);
        assertThat(reached(DAIRY, query.within(new TimeWindow(101, 500)))).containsExactly(0);
        assertThat(reached(DAIRY, query.within(TimeWindow.until(199)))).containsExactly(0, 2);
        assertThat(reached(DAIRY, TraceQuery.backward(6).within(TimeWindow.since(400))))
                .containsExactly(6, 4, 5, 2, 3);
    }

    @Test
    void keepsToTheEdgeKinds() {
        assertThat(reached(DAIRY, TraceQuery.forward(0).edgeKinds(KindSet.of(USED_IN))))
                .containsExactly(0, 2, 3, 4);
        assertThat(reached(DAIRY, TraceQuery.forward(0).edgeKinds(KindSet.NONE)))
                .containsExactly(0);
    }

    @Test
    void returnsEdgesAsTheyWerePutInAlsoBackward() {
        Trace trace = DAIRY.trace(TraceQuery.backward(3));

        assertThat(trace.edges())
                .containsExactly(
                        new TraceEdge(11, 2, 3, USED_IN, 200, 400, 1),
                        new TraceEdge(10, 0, 2, USED_IN, 100, 5000.5, 7));
        assertThat(DAIRY.trace(TraceQuery.forward(3)).edges())
                .allSatisfy(edge -> assertThat(edge.hasQuantity()).isFalse());
    }

    @Test
    void sumsUpWhatItReached() {
        Trace trace = DAIRY.trace(TraceQuery.forward(0).nodeLimit(2));

        assertThat(trace.nodesReached()).isEqualTo(6);
        assertThat(trace.edgesReached()).isEqualTo(6);
        assertThat(trace.nodesOfKind(LOT)).isEqualTo(4);
        assertThat(trace.nodesOfKind(CUSTOMER)).isEqualTo(2);
        assertThat(trace.maxDepth()).isEqualTo(3);
        assertThat(trace.firstTimeMillis()).hasValue(100);
        assertThat(trace.lastTimeMillis()).hasValue(600);
        assertThat(trace.nodes()).hasSize(2);
        assertThat(trace.edges()).hasSize(1);
        assertThat(trace.truncated()).isTrue();
        assertThat(trace.completion()).isEqualTo(Completion.COMPLETE);
        assertThat(trace.query().nodeLimit()).isEqualTo(2);
        assertThat(trace).hasToString("Trace[FORWARD from [0]: 6 nodes, 6 edges, depth 3, COMPLETE]");
    }

    @Test
    void reachesNothingFromALotWithoutEdges() {
        Trace trace = DAIRY.trace(TraceQuery.forward(6));

        assertThat(trace.nodes()).containsExactly(new TraceNode(6, CUSTOMER, 0, TraceNode.NO_TIME, TraceNode.NO_EDGE));
        assertThat(trace.edges()).isEmpty();
        assertThat(trace.firstTimeMillis()).isEmpty();
        assertThat(trace.lastTimeMillis()).isEmpty();
        assertThat(trace.truncated()).isFalse();
    }

    @Test
    void tellsArrivalDepthAndParentEdge() {
        Trace trace = DAIRY.trace(TraceQuery.forward(0));

        assertThat(trace.node(4)).contains(new TraceNode(4, LOT, 2, 400, 13));
        assertThat(trace.node(1)).isEmpty();
        assertThat(DAIRY.trace(TraceQuery.backward(4)).node(1)).contains(new TraceNode(1, LOT, 2, 300, 12));
    }

    /**
     * 0 -> 1 directly at time 50, or over 2 and 3 already at time 12; what left 1 at time 20 counts only over the long way, so a
     * depth limit that forbids it must keep 4 out, and the path to 4 must be the long one.
     */
    @Test
    void isExactWhereAFasterChainHasMoreEdges() {
        TraceGraph graph = TraceGraph.of(
                new int[5],
                List.of(
                        TraceEdge.of(0, 0, 1, 0, 50),
                        TraceEdge.of(1, 0, 2, 0, 10),
                        TraceEdge.of(2, 2, 3, 0, 11),
                        TraceEdge.of(3, 3, 1, 0, 12),
                        TraceEdge.of(4, 1, 4, 0, 20)));

        assertThat(reached(graph, TraceQuery.forward(0).depthLimit(3))).containsExactly(0, 2, 1, 3);
        Trace trace = graph.trace(TraceQuery.forward(0).depthLimit(4));
        assertThat(trace.node(1)).contains(new TraceNode(1, 0, 1, 12, 0));
        assertThat(trace.node(4)).contains(new TraceNode(4, 0, 4, 20, 4));
        assertThat(trace.path(1)).extracting(TraceEdge::no).containsExactly(0);
        assertThat(trace.path(4)).extracting(TraceEdge::no).containsExactly(1, 2, 3, 4);
    }

    @Test
    void goesRoundReworkOnce() {
        TraceGraph graph = TraceGraph.of(
                new int[3],
                List.of(
                        TraceEdge.of(0, 0, 1, 0, 5),
                        TraceEdge.of(1, 1, 2, 0, 5),
                        TraceEdge.of(2, 2, 0, 0, 5),
                        TraceEdge.of(3, 2, 1, 0, 9),
                        TraceEdge.of(4, 1, 1, 0, 9)));

        Trace trace = graph.trace(TraceQuery.forward(0));

        assertThat(trace.nodes()).extracting(TraceNode::no).containsExactly(0, 1, 2);
        assertThat(trace.edgesReached()).isEqualTo(5);
    }

    @Test
    void tracesSeveralStartsTogetherAndNamesEachOnce() {
        assertThat(reached(DAIRY, TraceQuery.forward(3, 4, 3))).containsExactly(3, 4, 5, 6);
        assertThat(DAIRY.trace(TraceQuery.forward(3, 5)).node(5))
                .hasValueSatisfying(node -> assertThat(node.isStart()).isTrue());
    }

    @Test
    void findsThePathToATargetWithoutTracingFurther() {
        assertThat(DAIRY.path(TraceQuery.forward(1), 6))
                .hasValueSatisfying(
                        path -> assertThat(path).extracting(TraceEdge::no).containsExactly(12, 13, 15));
        assertThat(DAIRY.path(TraceQuery.forward(1), 5)).isEmpty();
        assertThat(DAIRY.path(TraceQuery.forward(1), 1))
                .hasValueSatisfying(path -> assertThat(path).isEmpty());
    }

    @Test
    void keepsTheLatestEdgeOfParallelOnes() {
        TraceGraph graph = TraceGraph.of(
                new int[2],
                List.of(TraceEdge.of(1, 0, 1, 0, 7), TraceEdge.of(0, 0, 1, 0, 7), TraceEdge.of(2, 0, 1, 0, 3)));

        assertThat(graph.trace(TraceQuery.forward(0)).edges())
                .extracting(TraceEdge::no)
                .containsExactly(2, 0, 1);
        assertThat(graph.trace(TraceQuery.backward(1)).node(0))
                .hasValueSatisfying(node -> assertThat(node.timeMillis()).isEqualTo(7));
    }

    @Test
    void reachesTheEndOfAChainOfAMillionLots() {
        int lots = 1_000_000;
        TraceGraph graph = chain(lots);

        Trace forward = graph.trace(TraceQuery.forward(0).nodeLimit(Integer.MAX_VALUE));
        Trace backward = graph.trace(TraceQuery.backward(lots - 1));

        assertThat(forward.maxDepth()).isEqualTo(lots - 1);
        assertThat(forward.path(lots - 1)).hasSize(lots - 1);
        assertThat(backward.nodesReached()).isEqualTo(lots);
        assertThat(graph.path(TraceQuery.backward(lots - 1), 0))
                .hasValueSatisfying(path -> assertThat(path).hasSize(lots - 1));
    }

    private static TraceGraph chain(int lots) {
        TraceGraphBuilder builder = TraceGraph.builder(lots);
        IntStream.range(0, lots).forEach(lot -> builder.node(lot, LOT));
        IntStream.range(1, lots).forEach(lot -> builder.count(lot - 1, lot, lot * 1000L));
        IntStream.range(1, lots).forEach(lot -> builder.add(lot, lot - 1, lot, 7, lot * 1000L, 1, 0));
        return builder.build();
    }

    @Test
    void stopsAtTheWorkLimitAndSaysSo() {
        Trace trace = DAIRY.trace(TraceQuery.forward(0).workLimit(2));

        assertThat(trace.completion()).isEqualTo(Completion.WORK_LIMIT);
        assertThat(trace.truncated()).isTrue();
        assertThat(trace.edgesReached()).isEqualTo(2);
        assertThat(trace.nodes()).extracting(TraceNode::no).containsExactly(0, 2, 3);
        assertThat(DAIRY.trace(TraceQuery.forward(0).workLimit(6)).completion()).isEqualTo(Completion.COMPLETE);
    }

    @Test
    void stopsWhenCancelledAndSaysSo() {
        Trace trace = chain(200_000).trace(TraceQuery.forward(0), () -> true);

        assertThat(trace.completion()).isEqualTo(Completion.CANCELLED);
        assertThat(trace.nodesReached()).isBetween(2, 199_999);
        assertThat(trace.truncated()).isTrue();
    }

    @Test
    void returnsNoMoreEdgesThanAskedFor() {
        Trace trace = DAIRY.trace(TraceQuery.forward(0).edgeLimit(2));

        assertThat(trace.edges()).hasSize(2);
        assertThat(trace.edgesReached()).isEqualTo(6);
        assertThat(trace.truncated()).isTrue();
        assertThat(DAIRY.trace(TraceQuery.forward(0).edgeLimit(6)).truncated()).isFalse();
    }

    @Test
    void listsTheEdgesAtANode() {
        assertThat(DAIRY.edges(2, Direction.FORWARD)).extracting(TraceEdge::no).containsExactly(11, 13);
        assertThat(DAIRY.edges(2, Direction.BACKWARD)).extracting(TraceEdge::no).containsExactly(10, 12);
        assertThat(DAIRY.edges(1, Direction.BACKWARD)).isEmpty();
    }

    @Test
    void describesItself() {
        assertThat(DAIRY).hasToString("TraceGraph[7 nodes, 7 edges]");
        assertThat(DAIRY.nodeLimit()).isEqualTo(7);
        assertThat(DAIRY.kind(5)).hasValue(CUSTOMER);
        assertThat(DAIRY.kind(7)).isEmpty();
        assertThat(DAIRY.containsEdge(16)).isTrue();
        assertThat(DAIRY.containsEdge(17)).isFalse();
        assertThat(TraceGraph.empty().nodeCount()).isZero();
    }

    @Test
    void keepsQuantitiesToSevenDigitsAndAnyUnit() {
        double[] quantities = {0, 12.3, 0.001234567, 28413.25, -7.5, 1e30, Double.NaN};
        List<TraceEdge> edges = new ArrayList<>();
        for (int no = 0; no < quantities.length; no++) {
            edges.add(new TraceEdge(no, 0, 1, RECORDED, no, quantities[no], no * 10_000));
        }

        assertThat(TraceGraph.of(new int[2], edges).edges(0, Direction.FORWARD)).isEqualTo(edges);
    }

    @Test
    void leavesOutNodesThatWereNeverNamed() {
        TraceGraph graph = TraceGraph.builder(40_000).node(39_999, 3).node(0, 1).build();

        assertThat(graph.nodeCount()).isEqualTo(2);
        assertThat(graph.kind(20_000)).isEmpty();
        assertThat(graph.kind(39_999)).hasValue(3);
    }
}
