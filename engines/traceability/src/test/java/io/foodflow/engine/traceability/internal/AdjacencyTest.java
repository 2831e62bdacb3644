package io.foodflow.engine.traceability.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdjacencyTest {

    private record Edge(int local, int node, int kind, long millis, int no) {
        static final Comparator<Edge> ORDER = Comparator.comparingInt(Edge::local)
                .thenComparingLong(Edge::millis)
                .thenComparingInt(Edge::node)
                .thenComparingInt(Edge::kind)
                .thenComparingInt(Edge::no);
    }

    /** Orders in which edges may come and spans that need no, one or two bytes beside the link. */
    enum Arrival {
        IN_ORDER(i -> i * 5L),
        REVERSED(i -> -i * 5L),
        LATE_TAIL(i -> i < 2900 ? i : i % 7 * 100),
        ORGAN_PIPE(i -> Math.min(i, 3000 - i) * (1L << 34)),
        SHUFFLED(i -> (i * 0x9E3779B97F4A7C15L) >>> 19),
        FEW_TIMES(i -> i * 31 % 4 + ((long) (i % 3) << 42)),
        WHOLE_RANGE(i -> ((i * 0x9E3779B97F4A7C15L) >>> 17) - (1L << 46));

        final IntToLongFunction millis;

        Arrival(IntToLongFunction millis) {
            this.millis = millis;
        }
    }

    private static List<Edge> edges(Arrival arrival, int count) {
        Random random = new Random(11);
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int local = random.nextInt(3) == 0 ? 70 : random.nextInt(200);
            edges.add(
                    new Edge(local, random.nextInt(Numbering.MAX_NODES), i % 64, arrival.millis.applyAsLong(i), i * 3));
        }
        return edges;
    }

    private static AdjacencyBuilder filled(List<Edge> edges) {
        AdjacencyBuilder builder = new AdjacencyBuilder(10);
        edges.forEach(edge -> builder.count(edge.local, edge.millis));
        builder.allocate(Numbering.MAX_NODES);
        edges.forEach(edge -> builder.place(edge.local, edge.node, edge.kind, edge.millis, edge.no));
        return builder;
    }

    private static List<Edge> contents(Adjacency adjacency) {
        List<Edge> contents = new ArrayList<>();
        for (int local = 0; local < adjacency.reach(); local++) {
            int node = local;
            Snapshot.visit(
                    adjacency,
                    local,
                    (no, other, kind, millis) -> contents.add(new Edge(node, other, kind, millis, no)));
        }
        return contents;
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryEdgeInOrderOfTime(Arrival arrival) {
        List<Edge> edges = edges(arrival, 3000);
        List<Edge> expected = edges.stream().sorted(Edge.ORDER).toList();

        assertThat(contents(filled(edges).base())).isEqualTo(expected);
        assertThat(contents(filled(edges).delta())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void findsTheFirstSlotAtOrAfterATime(Arrival arrival) {
        List<Edge> edges = edges(arrival, 3000);
        Adjacency adjacency = filled(edges).delta();
        int group = adjacency.group(70);
        int from = adjacency.groupStart(group);
        int to = adjacency.groupEnd(group);
        for (Edge edge : edges) {
            for (long millis = edge.millis - 1; millis <= edge.millis + 1; millis++) {
                long wanted = millis;
                long earlier = edges.stream()
                        .filter(e -> e.local == 70 && e.millis < wanted)
                        .count();
                assertThat(adjacency.firstAtOrAfter(from, to, millis)).isEqualTo((int) (from + earlier));
            }
        }
        assertThat(adjacency.firstAtOrAfter(from, to, -(1L << 47))).isEqualTo(from);
        assertThat(adjacency.firstAtOrAfter(from, to, 1L << 47)).isEqualTo(to);
    }

    @Test
    void tellsTheNodeOfASlot() {
        List<Edge> edges = edges(Arrival.SHUFFLED, 500);
        Adjacency base = filled(edges).base();
        Adjacency delta = filled(edges).delta();
        List<Edge> expected = edges.stream().sorted(Edge.ORDER).toList();
        for (int slot = 0; slot < expected.size(); slot++) {
            assertThat(base.localOf(slot)).isEqualTo(expected.get(slot).local);
            assertThat(delta.localOf(slot)).isEqualTo(expected.get(slot).local);
        }
    }

    @Test
    void fallsBackToHeapsortWhereQuicksortFindsNoPivot() {
        int count = 4000;
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            edges.add(new Edge(0, 1, 0, killer(i, count), i));
        }

        assertThat(contents(filled(edges).base()))
                .isEqualTo(edges.stream().sorted(Edge.ORDER).toList());
    }

    /** McIlroy's and Musser's sequence that makes the median of three the second smallest, again and again. */
    private static long killer(int i, int count) {
        int half = count / 2;
        if (i < half) {
            return i % 2 == 0 ? i + 1 : half + i - (half % 2 == 0 ? 0 : 1);
        }
        return 2L * (i - half + 1);
    }
}
