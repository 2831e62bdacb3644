package io.foodflow.bench.trace;

import io.foodflow.engine.traceability.Direction;
import io.foodflow.engine.traceability.TraceGraph;
import io.foodflow.engine.traceability.TraceMode;
import io.foodflow.engine.traceability.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A network of lots in the shape of {@code trace-http}'s, small enough for every peer: {@value #LAYERS} layers of
 * {@value #WIDTH} lots, each lot used in {@value #FAN_OUT} of the next layer, most of them near by (a plant uses its own
 * lots), one in a hundred anywhere (trade); {@value #BULK_LOTS} bulk ingredients go into {@value #BULK_FAN_OUT} lots more. Layers
 * are a week apart, and one flow in twenty is told thirty days too early, so that time matters.
 *
 * <p>Lots are numbered layer by layer from 0. The same for the same seed. Immutable.
 */
final class FlowNetwork {
    static final int LAYERS = 16;
    static final int WIDTH = 12_500;
    static final int LOTS = LAYERS * WIDTH;
    static final long SEED = 20_260_105;
    private static final int FAN_OUT = 3;
    private static final int BULK_LOTS = 75;
    private static final int BULK_FAN_OUT = 500;
    private static final int NEIGHBOURHOOD = 96;
    private static final int TYPICAL_REACH = 28_000;
    private static final int CANDIDATES = 500;
    private static final long FIRST_DAY = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long WEEK = 7 * DAY;

    private final int[] from;
    private final int[] to;
    private final long[] timeMillis;
    private int flows;

    private FlowNetwork(int flows) {
        from = new int[flows];
        to = new int[flows];
        timeMillis = new long[flows];
    }

    static FlowNetwork of(long seed) {
        var network = new FlowNetwork((LAYERS - 1) * WIDTH * FAN_OUT + BULK_LOTS * BULK_FAN_OUT);
        var random = new SplittableRandom(seed);
        for (int lot = 0; lot < (LAYERS - 1) * WIDTH; lot++) {
            for (int way = 0; way < FAN_OUT; way++) network.addFlow(lot, place(lot % WIDTH, random), random);
        }
        for (int bulk = 0; bulk < BULK_LOTS; bulk++) {
            int lot = bulk * (WIDTH / BULK_LOTS);
            for (int way = 0; way < BULK_FAN_OUT; way++) network.addFlow(lot, random.nextInt(WIDTH), random);
        }
        return network;
    }

    private static int place(int place, SplittableRandom random) {
        return random.nextInt(100) == 0
                ? random.nextInt(WIDTH)
                : Math.floorMod(place + random.nextInt(NEIGHBOURHOOD), WIDTH);
    }

    private void addFlow(int lot, int place, SplittableRandom random) {
        int layer = lot / WIDTH;
        long early = random.nextInt(20) == 0 ? 30 * DAY : 0;
        from[flows] = lot;
        to[flows] = (layer + 1) * WIDTH + place;
        timeMillis[flows++] = FIRST_DAY + layer * WEEK + random.nextLong(DAY) - early;
    }

    int flows() {
        return flows;
    }

    int from(int flow) {
        return from[flow];
    }

    int to(int flow) {
        return to[flow];
    }

    /** Milliseconds since 1970-01-01T00:00Z. */
    long timeMillis(int flow) {
        return timeMillis[flow];
    }

    /** The network in the trace engine; a node's kind is its layer. */
    TraceGraph graph() {
        var builder = TraceGraph.builder(LOTS);
        for (int lot = 0; lot < LOTS; lot++) builder.node(lot, lot / WIDTH);
        for (int flow = 0; flow < flows; flow++) builder.count(from[flow], to[flow], timeMillis[flow]);
        for (int flow = 0; flow < flows; flow++) builder.add(flow, from[flow], to[flow], 0, timeMillis[flow], 1, 0);
        return builder.build();
    }

    /**
     * The lot to trace: of {@value #CANDIDATES} of the first layer (backward: of the last), the one whose reach in any order
     * of time comes nearest to {@value #TYPICAL_REACH} lots. Costs as many traces.
     */
    static int start(TraceGraph graph, Direction direction) {
        int layer = direction == Direction.FORWARD ? 0 : LAYERS - 1;
        return IntStream.range(0, CANDIDATES)
                .mapToObj(candidate -> layer * WIDTH + candidate * (WIDTH / CANDIDATES) + 1)
                .min(Comparator.comparingInt(lot -> Math.abs(TYPICAL_REACH - reach(graph, direction, lot))))
                .orElseThrow();
    }

    private static int reach(TraceGraph graph, Direction direction, int lot) {
        return graph.trace(TraceQuery.of(direction, lot).mode(TraceMode.ALL)).nodesReached();
    }
}
