package io.foodflow.engine.traceability;

import java.util.Random;

/** A seeded supply chain of any size: lots in the order in which they come to be, each fed by lots somewhat older. */
final class GeneratedChain {
    private GeneratedChain() {}

    static TraceGraph graph(int nodes, int edges, long seed) {
        TraceGraphBuilder builder = TraceGraph.builder(nodes);
        for (int node = 0; node < nodes; node++) {
            builder.node(node, node % 12);
        }
        for (int pass = 0; pass < 2; pass++) {
            Random random = new Random(seed);
            for (int no = 0; no < edges; no++) {
                int from = (int) ((long) no * (nodes - 1) / edges);
                int to = Math.min(nodes - 1, from + 1 + random.nextInt(nodes / 10));
                long millis = 1_760_000_000_000L + (long) no * 7_776_000_000L / edges + random.nextInt(1000);
                double quantity = random.nextInt(10_000) / 10.0;
                if (pass == 0) {
                    builder.count(from, to, millis);
                } else {
                    builder.add(no, from, to, no % 17, millis, quantity, no % 3);
                }
            }
        }
        return builder.build();
    }
}
