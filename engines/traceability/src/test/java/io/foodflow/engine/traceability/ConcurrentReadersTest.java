package io.foodflow.engine.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConcurrentReadersTest {
    private static final int WIDTH = 7;
    private static final int BATCHES = 700;
    private static final int READERS = 8;

    /**
     * The start is joined to the lots of one generation at a time: a batch puts a generation of {@code WIDTH} lots in a chain and
     * takes the edge to the generation before away. A reader that saw half a batch would reach none, two, or part of one.
     */
    private static List<GraphChange> generation(int number) {
        List<GraphChange> changes = new ArrayList<>();
        int firstLot = 1 + number * WIDTH;
        int firstEdge = number * WIDTH;
        if (number > 0) {
            changes.add(new GraphChange.RemoveEdge(firstEdge - WIDTH));
        }
        for (int i = 0; i < WIDTH; i++) {
            int lot = firstLot + i;
            changes.add(new GraphChange.PutNode(lot, number % 60));
            changes.add(new GraphChange.PutEdge(
                    new TraceEdge(firstEdge + i, i == 0 ? 0 : lot - 1, lot, 1, 1000L * number + i, number % 1000, 1)));
        }
        return changes;
    }

    @Test
    void neverSeeHalfABatch() throws Exception {
        LiveTraceGraph live = new LiveTraceGraph(TraceGraph.of(new int[1], List.of()));
        live.apply(generation(0));
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(threads.submit(reader(live, done)));
            }
            for (int number = 1; number < BATCHES; number++) {
                live.apply(generation(number));
                if (number % 16 == 0) {
                    Thread.yield();
                }
            }
            done.set(true);
            int traces = 0;
            for (Future<Integer> reader : readers) {
                traces += reader.get();
            }
            assertThat(traces).isGreaterThanOrEqualTo(READERS);
        }
        assertThat(live.snapshot().edgeCount()).isEqualTo(BATCHES * WIDTH - (BATCHES - 1));
    }

    private static Callable<Integer> reader(LiveTraceGraph live, AtomicBoolean done) {
        return () -> {
            int traces = 0;
            long generation = 0;
            boolean last;
            do {
                last = done.get();
                Trace trace = live.trace(TraceQuery.forward(0));
                assertThat(trace.nodesReached()).isEqualTo(1 + WIDTH);
                long number = trace.firstTimeMillis().orElseThrow() / 1000;
                assertThat(trace.lastTimeMillis()).hasValue(1000 * number + WIDTH - 1);
                assertThat(number).isGreaterThanOrEqualTo(generation);
                generation = number;
                assertThat(trace.edges())
                        .allSatisfy(edge -> assertThat(edge.quantity()).isEqualTo(number % 1000));
                assertThat(trace.nodesOfKind((int) (number % 60))).isGreaterThanOrEqualTo(WIDTH);
                traces++;
                Thread.yield();
            } while (!last);
            assertThat(generation).isEqualTo(BATCHES - 1);
            return traces;
        };
    }

    @Test
    void mayShareOneGraph() throws Exception {
        TraceGraph graph = GeneratedChain.graph(20_000, 60_000, 5);
        Trace expected = graph.trace(TraceQuery.forward(0));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Trace>> traces = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                traces.add(threads.submit(() -> graph.trace(TraceQuery.forward(0))));
            }
            for (Future<Trace> trace : traces) {
                assertThat(trace.get().nodes()).isEqualTo(expected.nodes());
                assertThat(trace.get().edges()).isEqualTo(expected.edges());
            }
        }
    }
}
