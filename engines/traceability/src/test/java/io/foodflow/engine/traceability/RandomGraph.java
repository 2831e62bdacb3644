package io.foodflow.engine.traceability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded random temporal graphs and questions about them, small enough that cycles and equal times are frequent. */
record RandomGraph(int[] kinds, List<TraceEdge> edges) {
    static final int KINDS = 5;

    /** How event times are drawn from the small numbers that make them often equal. */
    enum Times {
        /** 0..11. */
        SMALL {
            @Override
            long of(int small, Random random) {
                return small;
            }
        },
        /** Milliseconds over some years, so that a tick loses bits. */
        YEARS {
            @Override
            long of(int small, Random random) {
                return 1_700_000_000_000L + small * (1L << 41) + random.nextInt(3);
            }
        },
        /** The whole range that can be stored. */
        EXTREME {
            @Override
            long of(int small, Random random) {
                return switch (small) {
                    case 0 -> TraceEdge.EARLIEST_MILLIS;
                    case 1 -> TraceEdge.LATEST_MILLIS;
                    default -> (small - 6) * (1L << 43) + random.nextInt(2);
                };
            }
        };

        abstract long of(int small, Random random);
    }

    /** Node numbers are multiples of {@code stride}, so that a small graph can cover several segments. */
    static RandomGraph of(Random random, Times times, int stride) {
        int nodes = 2 + random.nextInt(11);
        int[] kinds = new int[(nodes - 1) * stride + 1];
        for (int node = 0; node < nodes; node++) {
            kinds[node * stride] = random.nextInt(KINDS);
        }
        int count = random.nextInt(4 * nodes);
        List<TraceEdge> edges = new ArrayList<>();
        for (int no = 0; no < count; no++) {
            edges.add(edge(random, times, no, nodes, stride));
        }
        return new RandomGraph(kinds, edges);
    }

    static TraceEdge edge(Random random, Times times, int no, int nodes, int stride) {
        return new TraceEdge(
                no,
                random.nextInt(nodes) * stride,
                random.nextInt(nodes) * stride,
                random.nextInt(KINDS),
                times.of(random.nextInt(12), random),
                random.nextInt(1000) / 8.0,
                random.nextInt(3));
    }

    TraceQuery query(Random random, Times times, int stride) {
        int nodes = (kinds.length - 1) / stride + 1;
        int[] start = random.ints(1 + random.nextInt(2), 0, nodes)
                .map(node -> node * stride)
                .toArray();
        TraceQuery query = TraceQuery.of(random.nextBoolean() ? Direction.FORWARD : Direction.BACKWARD, start)
                .nodeLimit(Integer.MAX_VALUE);
        if (random.nextInt(3) == 0) {
            query = query.mode(TraceMode.ALL);
        }
        if (random.nextInt(2) == 0) {
            query = query.depthLimit(random.nextInt(6));
        }
        if (random.nextInt(3) == 0) {
            query = query.edgeKinds(KindSet.of(random.nextInt(KINDS), random.nextInt(KINDS), random.nextInt(KINDS)));
        }
        if (random.nextInt(3) == 0) {
            query = query.terminalNodeKinds(KindSet.of(random.nextInt(KINDS), random.nextInt(KINDS)));
        }
        if (random.nextInt(3) == 0) {
            long one = times.of(random.nextInt(12), random);
            long other = times.of(random.nextInt(12), random);
            query = query.within(new TimeWindow(Math.min(one, other), Math.max(one, other)));
        }
        return query;
    }
}
