package io.foodflow.engine.traceability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The answer to a query by its definition, without regard to cost: round k goes over all edges and takes the best arrival over
 * chains of at most k edges from those of at most k - 1.
 */
final class ReferenceTrace {
    private static final long NEVER = Long.MAX_VALUE;

    /** Depth by node reached. */
    final Map<Integer, Integer> depths = new TreeMap<>();

    /** Arrival (backward: departure) by node reached that is no start; only when times are respected. */
    final Map<Integer, Long> times = new TreeMap<>();

    /** Numbers of the edges that count. */
    final TreeSet<Integer> edges = new TreeSet<>();

    private final int[] kinds;
    private final TraceQuery query;
    private final boolean[] isStart;

    ReferenceTrace(int[] kinds, List<TraceEdge> graph, TraceQuery query) {
        this.kinds = kinds;
        this.query = query;
        this.isStart = new boolean[kinds.length];
        long[] arrivals = new long[kinds.length];
        Arrays.fill(arrivals, NEVER);
        for (int start : query.start().toArray()) {
            isStart[start] = true;
            arrivals[start] = Long.MIN_VALUE;
            depths.put(start, 0);
        }
        for (int round = 1; round <= query.depthLimit(); round++) {
            long[] next = arrivals.clone();
            for (TraceEdge edge : graph) {
                if (counts(edge, arrivals)) {
                    edges.add(edge.no());
                    int end = end(edge);
                    if (!isStart[end]) {
                        next[end] = Math.min(next[end], key(edge));
                        depths.putIfAbsent(end, round);
                    }
                }
            }
            if (Arrays.equals(next, arrivals)) {
                break;
            }
            arrivals = next;
        }
        for (int node : depths.keySet()) {
            if (!isStart[node] && query.mode() == TraceMode.TIME_RESPECTING) {
                times.put(node, forward() ? arrivals[node] : -arrivals[node]);
            }
        }
    }

    private boolean forward() {
        return query.direction() == Direction.FORWARD;
    }

    private long key(TraceEdge edge) {
        return forward() ? edge.timeMillis() : -edge.timeMillis();
    }

    private int begin(TraceEdge edge) {
        return forward() ? edge.from() : edge.to();
    }

    private int end(TraceEdge edge) {
        return forward() ? edge.to() : edge.from();
    }

    private boolean counts(TraceEdge edge, long[] arrivals) {
        int begin = begin(edge);
        return arrivals[begin] != NEVER
                && (isStart[begin] || !query.terminalNodeKinds().contains(kinds[begin]))
                && query.edgeKinds().contains(edge.kind())
                && query.window().contains(edge.timeMillis())
                && (query.mode() == TraceMode.ALL || arrivals[begin] <= key(edge));
    }

    /** What is wrong with a chain to {@code node} that is claimed to count and to have the fewest edges. */
    List<String> faultsOf(List<TraceEdge> chain, int node) {
        List<String> faults = new ArrayList<>();
        if (chain.size() != depths.getOrDefault(node, -1)) {
            faults.add("length " + chain.size() + " instead of " + depths.get(node));
        }
        int at = chain.isEmpty() ? node : begin(chain.getFirst());
        if (!isStart[at]) {
            faults.add("begins at " + at);
        }
        long time = Long.MIN_VALUE;
        for (TraceEdge edge : chain) {
            if (begin(edge) != at || !edges.contains(edge.no())) {
                faults.add("edge " + edge + " does not go on from " + at);
            }
            if (query.mode() == TraceMode.TIME_RESPECTING && key(edge) < time) {
                faults.add("edge " + edge + " is out of time");
            }
            at = end(edge);
            time = key(edge);
        }
        if (at != node) {
            faults.add("ends at " + at);
        }
        return faults;
    }
}
