package io.foodflow.engine.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void takesUnder30BytesAnEdgeAnd10ANode() {
        int edges = 1_000_000;
        int nodes = 330_000;

        TraceGraph graph = GeneratedChain.graph(nodes, edges, 1);

        assertThat(graph.memoryBytes()).isBetween(29L * edges + 9L * nodes, 30L * edges + 10L * nodes);
    }

    @Test
    void paysForItsEdgesAgainWhenUpdated() {
        LiveTraceGraph live = new LiveTraceGraph(GeneratedChain.graph(33_000, 100_000, 1));
        long before = live.snapshot().memoryBytes();

        live.apply(java.util.List.of(new GraphChange.PutEdge(TraceEdge.of(100_000, 0, 1, 0, 5))));

        assertThat(live.snapshot().memoryBytes() - before).isBetween(24L, 40_000L);
    }
}
