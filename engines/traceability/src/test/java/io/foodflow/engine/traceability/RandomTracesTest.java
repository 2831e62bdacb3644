package io.foodflow.engine.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.traceability.RandomGraph.Times;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomTracesTest {

    /** Every second kind. */
    private static final KindSet BEYOND = new KindSet(0x5555_5555_5555_5555L);

    @ParameterizedTest
    @CsvSource({"SMALL,1,6000", "SMALL,7000,300", "YEARS,1,2000", "EXTREME,1,2000", "YEARS,20000,150"})
    void reachJustWhatTheDefinitionReaches(Times times, int stride, int graphs) {
        Random random = new Random(20260101L + times.ordinal());
        for (int i = 0; i < graphs; i++) {
            RandomGraph drawn = RandomGraph.of(random, times, stride);
            TraceGraph graph = TraceGraph.of(drawn.kinds(), drawn.edges());
            for (int question = 0; question < 6; question++) {
                TraceQuery query = drawn.query(random, times, stride);
                assertSame(graph, query, new ReferenceTrace(drawn.kinds(), drawn.edges(), query), drawn.edges());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SMALL,1,4000", "SMALL,7000,200", "YEARS,1,1500", "EXTREME,1,1500"})
    void reachNothingByWayOfANodeThatIsNotSeen(Times times, int stride, int graphs) {
        Random random = new Random(20261122L + times.ordinal());
        for (int i = 0; i < graphs; i++) {
            RandomGraph drawn = RandomGraph.of(random, times, stride);
            TraceGraph graph = TraceGraph.of(drawn.kinds(), drawn.edges());
            for (int question = 0; question < 6; question++) {
                TraceQuery asked = drawn.query(random, times, stride);
                NodeSet seen =
                        some(random, drawn.kinds().length).with(asked.start().toArray());
                TraceQuery query = asked.seeing(seen, BEYOND);
                List<TraceEdge> visible = drawn.edges().stream()
                        .filter(edge -> seen.contains(edge.from()) && seen.contains(edge.to()))
                        .toList();
                assertSame(graph, query, new ReferenceTrace(drawn.kinds(), visible, query), visible);
                assertBeyond(graph.trace(query), drawn, query, seen);
            }
        }
    }

    /** A fact of each node that is no end of traces: neither window nor kinds nor mode have a part in it. */
    private static void assertBeyond(Trace trace, RandomGraph drawn, TraceQuery query, NodeSet seen) {
        boolean forward = query.direction() == Direction.FORWARD;
        for (int i = 0; i < trace.nodes().size(); i++) {
            int node = trace.nodes().get(i).no();
            long expected = query.terminalNodeKinds().contains(drawn.kinds()[node])
                    ? 0
                    : drawn.edges().stream()
                            .filter(edge -> node == (forward ? edge.from() : edge.to()))
                            .filter(edge -> BEYOND.contains(edge.kind()))
                            .filter(edge -> !seen.contains(forward ? edge.to() : edge.from()))
                            .count();
            assertThat(trace.edgesBeyond(i)).as(query + " on " + drawn.edges()).isEqualTo((int) expected);
        }
    }

    private static NodeSet some(Random random, int nodes) {
        return NodeSet.of(
                IntStream.range(0, nodes).filter(node -> random.nextInt(3) > 0).toArray());
    }

    /** Compares everything that a trace says with the reference. */
    static void assertSame(TraceGraph graph, TraceQuery query, ReferenceTrace expected, List<TraceEdge> edges) {
        Trace trace = graph.trace(query);
        String question = query + " on " + edges;
        Map<Integer, Integer> depths = new TreeMap<>();
        Map<Integer, Long> times = new TreeMap<>();
        int depth = 0;
        for (TraceNode node : trace.nodes()) {
            assertThat(node.depth()).as("breadth first, " + question).isGreaterThanOrEqualTo(depth);
            depth = node.depth();
            depths.put(node.no(), depth);
            if (!node.isStart() && query.mode() == TraceMode.TIME_RESPECTING) {
                times.put(node.no(), node.timeMillis());
            }
        }
        assertThat(depths).as(question).isEqualTo(expected.depths);
        assertThat(times).as(question).isEqualTo(expected.times);
        assertThat(trace.nodesReached()).as(question).isEqualTo(expected.depths.size());
        assertThat(trace.maxDepth()).as(question).isEqualTo(depth);
        assertThat(trace.completion()).isEqualTo(Completion.COMPLETE);
        assertThat(trace.truncated()).isFalse();
        assertEdges(trace, expected, edges, question);
        for (TraceNode node : trace.nodes()) {
            List<TraceEdge> path = trace.path(node.no());
            assertThat(expected.faultsOf(path, node.no()))
                    .as("path to " + node + ", " + question)
                    .isEmpty();
            assertThat(path.isEmpty() ? TraceNode.NO_EDGE : path.getLast().no()).isEqualTo(node.parentEdge());
            assertThat(graph.path(query, node.no())).as(question).contains(path);
        }
    }

    private static void assertEdges(Trace trace, ReferenceTrace expected, List<TraceEdge> edges, String question) {
        assertThat(trace.edgesReached()).as(question).isEqualTo(expected.edges.size());
        Map<Integer, TraceEdge> byNo = edges.stream().collect(Collectors.toMap(TraceEdge::no, edge -> edge));
        TreeSet<Integer> returned = new TreeSet<>();
        trace.edges().forEach(edge -> returned.add(edge.no()));
        assertThat(returned).as(question).isEqualTo(expected.edges);
        assertThat(trace.edges()).as("each edge once").hasSameSizeAs(returned);
        assertThat(trace.edges()).allSatisfy(edge -> assertThat(edge).isEqualTo(byNo.get(edge.no())));
        assertThat(trace.firstTimeMillis())
                .isEqualTo(expected.edges.stream()
                        .mapToLong(no -> byNo.get(no).timeMillis())
                        .min());
        assertThat(trace.lastTimeMillis())
                .isEqualTo(expected.edges.stream()
                        .mapToLong(no -> byNo.get(no).timeMillis())
                        .max());
    }
}
