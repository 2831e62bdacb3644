package io.foodflow.engine.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.traceability.GraphChange.PutEdge;
import io.foodflow.engine.traceability.GraphChange.PutNode;
import io.foodflow.engine.traceability.GraphChange.RemoveEdge;
import io.foodflow.engine.traceability.GraphChange.RemoveNode;
import io.foodflow.engine.traceability.RandomGraph.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveTraceGraphTest {

    private static List<Integer> edgeNumbers(TraceGraph graph, int node, Direction direction) {
        return graph.edges(node, direction).stream().map(TraceEdge::no).toList();
    }

    @Test
    void growsFromNothing() {
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.empty());

        TraceGraph before = live.snapshot();
        TraceGraph after = live.apply(
                List.of(new PutNode(40_000, 2), new PutNode(1, 3), new PutEdge(TraceEdge.of(5, 1, 40_000, 0, 9))));

        assertThat(before.nodeCount()).isZero();
        assertThat(after.nodeCount()).isEqualTo(2);
        assertThat(after.nodeLimit()).isEqualTo(40_001);
        assertThat(after.edgeCount()).isEqualTo(1);
        assertThat(live.trace(TraceQuery.forward(1)).node(40_000)).contains(new TraceNode(40_000, 2, 1, 9, 5));
        assertThat(live.trace(TraceQuery.backward(40_000), () -> false).nodesReached())
                .isEqualTo(2);
    }

    @Test
    void replacesAnEdgeOfTheSameNumber() {
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.of(new int[3], List.of(TraceEdge.of(7, 0, 1, 0, 5))));
        TraceGraph before = live.snapshot();

        live.apply(List.of(new PutEdge(new TraceEdge(7, 0, 2, 1, 6, 3.5, 300))));

        assertThat(live.snapshot().edges(0, Direction.FORWARD)).containsExactly(new TraceEdge(7, 0, 2, 1, 6, 3.5, 300));
        assertThat(live.snapshot().edges(1, Direction.BACKWARD)).isEmpty();
        assertThat(live.snapshot().edgeCount()).isEqualTo(1);
        assertThat(before.edges(0, Direction.FORWARD)).containsExactly(TraceEdge.of(7, 0, 1, 0, 5));
    }

    @Test
    void removesANodeWithItsEdges() {
        List<TraceEdge> edges =
                List.of(TraceEdge.of(0, 0, 1, 0, 1), TraceEdge.of(1, 1, 2, 0, 2), TraceEdge.of(2, 0, 2, 0, 3));
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.of(new int[3], edges));

        live.apply(List.of(new PutEdge(TraceEdge.of(3, 2, 1, 0, 4)), new RemoveNode(1), new RemoveNode(77)));

        assertThat(live.snapshot().nodeCount()).isEqualTo(2);
        assertThat(live.snapshot().edgeCount()).isEqualTo(1);
        assertThat(live.snapshot().kind(1)).isEmpty();
        assertThat(edgeNumbers(live.snapshot(), 0, Direction.FORWARD)).containsExactly(2);
        assertThat(edgeNumbers(live.snapshot(), 2, Direction.BACKWARD)).containsExactly(2);
        live.apply(List.of(new PutNode(1, 9)));
        assertThat(live.snapshot().edges(1, Direction.FORWARD)).isEmpty();
    }

    @Test
    void appliesTheSameChangesTwiceWithoutHarm() {
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.of(new int[2], List.of(TraceEdge.of(0, 0, 1, 0, 1))));
        List<GraphChange> changes = List.of(
                new PutNode(2, 4),
                new PutEdge(TraceEdge.of(1, 1, 2, 0, 2)),
                new RemoveEdge(0),
                new RemoveEdge(99),
                new PutNode(0, 6));

        live.apply(changes);
        live.apply(changes);

        assertThat(live.snapshot().edgeCount()).isEqualTo(1);
        assertThat(live.snapshot().nodeCount()).isEqualTo(3);
        assertThat(live.snapshot().kind(0)).hasValue(6);
        assertThat(edgeNumbers(live.snapshot(), 1, Direction.FORWARD)).containsExactly(1);
        assertThat(live.snapshot().edges(0, Direction.FORWARD)).isEmpty();
    }

    @Test
    void appliesChangesInTheirOrder() {
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.of(new int[2], List.of(TraceEdge.of(0, 0, 1, 0, 1))));

        live.apply(List.of(
                new RemoveNode(1),
                new PutNode(1, 5),
                new PutEdge(TraceEdge.of(0, 1, 0, 0, 8)),
                new PutEdge(TraceEdge.of(1, 0, 1, 0, 8)),
                new RemoveEdge(1)));

        assertThat(live.snapshot().edgeCount()).isEqualTo(1);
        assertThat(live.snapshot().edges(1, Direction.FORWARD)).containsExactly(TraceEdge.of(0, 1, 0, 0, 8));
    }

    /** What should be in the graph, kept in plain maps. */
    private static final class Model {
        final TreeMap<Integer, Integer> kinds = new TreeMap<>();
        final TreeMap<Integer, TraceEdge> edges = new TreeMap<>();

        void apply(GraphChange change) {
            switch (change) {
                case PutNode(int no, int kind) -> kinds.put(no, kind);
                case RemoveNode(int no) -> {
                    kinds.remove(no);
                    edges.values().removeIf(edge -> edge.from() == no || edge.to() == no);
                }
                case PutEdge(TraceEdge edge) -> edges.put(edge.no(), edge);
                case RemoveEdge(int no) -> edges.remove(no);
            }
        }

        void assertEquals(TraceGraph graph, Random random, Times times, int stride, int nodes) {
            assertThat(graph.nodeCount()).isEqualTo(kinds.size());
            assertThat(graph.edgeCount()).isEqualTo(edges.size());
            int[] kindArray = new int[nodes * stride];
            kinds.forEach((node, kind) -> kindArray[node] = kind);
            for (int node : kinds.keySet()) {
                assertThat(graph.kind(node)).hasValue(kinds.get(node));
                Collection<TraceEdge> all = edges.values();
                assertThat(graph.edges(node, Direction.FORWARD))
                        .containsExactlyInAnyOrderElementsOf(
                                all.stream().filter(e -> e.from() == node).toList());
                assertThat(graph.edges(node, Direction.BACKWARD))
                        .containsExactlyInAnyOrderElementsOf(
                                all.stream().filter(e -> e.to() == node).toList());
            }
            RandomGraph drawn =
                    new RandomGraph(Arrays.copyOf(kindArray, (nodes - 1) * stride + 1), List.copyOf(edges.values()));
            for (int question = 0; question < 4; question++) {
                TraceQuery query = drawn.query(random, times, stride);
                if (Arrays.stream(query.start().toArray()).allMatch(kinds::containsKey)) {
                    ReferenceTrace expected = new ReferenceTrace(drawn.kinds(), drawn.edges(), query);
                    RandomTracesTest.assertSame(graph, query, expected, drawn.edges());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SMALL,1,12,400", "YEARS,17000,9,120", "EXTREME,1,40,150"})
    void staysEqualToAGraphMadeAnewAndLeavesOldSnapshotsAlone(Times times, int stride, int nodes, int batches) {
        Random random = new Random(7L + times.ordinal());
        Model model = new Model();
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.empty());
        Map<TraceGraph, Model> kept = new java.util.LinkedHashMap<>();
        for (int batch = 0; batch < batches; batch++) {
            List<GraphChange> changes = changes(random, times, stride, nodes, model, batch % 50 == 49 ? 700 : 12);
            TraceGraph graph = live.apply(changes);
            changes.forEach(model::apply);
            model.assertEquals(graph, random, times, stride, nodes);
            if (batch % 20 == 0) {
                Model copy = new Model();
                copy.kinds.putAll(model.kinds);
                copy.edges.putAll(model.edges);
                kept.put(graph, copy);
            }
        }
        kept.forEach((graph, then) -> then.assertEquals(graph, random, times, stride, nodes));
    }

    private static List<GraphChange> changes(Random random, Times times, int stride, int nodes, Model model, int most) {
        List<GraphChange> changes = new ArrayList<>();
        Model now = new Model();
        now.kinds.putAll(model.kinds);
        int count = random.nextInt(most);
        for (int i = 0; i < count; i++) {
            int node = random.nextInt(nodes) * stride;
            TraceEdge edge = RandomGraph.edge(random, times, random.nextInt(most * 4), nodes, stride);
            GraphChange change = switch (random.nextInt(20)) {
                case 0, 1, 2 -> new PutNode(node, random.nextInt(RandomGraph.KINDS));
                case 3 -> random.nextInt(6) == 0 ? new RemoveNode(node) : new RemoveEdge(edge.no());
                case 4 -> new RemoveEdge(edge.no());
                default -> new PutEdge(edge);
            };
            boolean possible = !(change instanceof PutEdge)
                    || (now.kinds.containsKey(edge.from()) && now.kinds.containsKey(edge.to()));
            if (possible) {
                changes.add(change);
                now.apply(change);
            }
        }
        return changes;
    }

    @Test
    void mergesDeltasOfAHubWithManyEdges() {
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.of(new int[1], List.of()));
        Random random = new Random(3);
        List<TraceEdge> all = new ArrayList<>();
        for (int batch = 0; batch < 60; batch++) {
            List<GraphChange> changes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int no = batch * 200 + i;
                changes.add(new PutNode(no + 1, 1));
                all.add(TraceEdge.of(no, 0, no + 1, 2, 1_000_000 + no * 10L - (random.nextInt(9) == 0 ? 50_000 : 0)));
                changes.add(new PutEdge(all.getLast()));
            }
            live.apply(changes);
        }

        assertThat(live.snapshot().edges(0, Direction.FORWARD)).containsExactlyInAnyOrderElementsOf(all);
        long half = 1_000_000 + 60_000;
        assertThat(live.trace(TraceQuery.forward(0).within(TimeWindow.since(half)))
                        .edgesReached())
                .isEqualTo(
                        all.stream().filter(edge -> edge.timeMillis() >= half).count());
    }

    @Test
    void removesEdgesFoundByTheirNumberAlone() {
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.of(
                new int[40_000],
                List.of(
                        TraceEdge.of(0, 0, 39_999, 0, 1),
                        TraceEdge.of(1, 20_000, 39_999, 0, 1),
                        TraceEdge.of(2, 39_998, 39_999, 0, 1))));
        live.apply(List.of(
                new PutEdge(TraceEdge.of(3, 100, 5, 0, 2)),
                new PutEdge(TraceEdge.of(4, 16_500, 5, 0, 2)),
                new PutEdge(TraceEdge.of(5, 16_501, 5, 0, 2)),
                new PutEdge(TraceEdge.of(6, 16_300, 5, 0, 2))));

        live.apply(List.of(new RemoveEdge(1), new RemoveEdge(5)));

        assertThat(edgeNumbers(live.snapshot(), 39_999, Direction.BACKWARD)).containsExactly(0, 2);
        assertThat(edgeNumbers(live.snapshot(), 5, Direction.BACKWARD)).containsExactly(3, 6, 4);
        assertThat(live.snapshot().edges(16_501, Direction.FORWARD)).isEmpty();
        assertThat(live.snapshot().edges(20_000, Direction.FORWARD)).isEmpty();
        assertThat(edgeNumbers(live.snapshot(), 16_500, Direction.FORWARD)).containsExactly(4);
    }
}
