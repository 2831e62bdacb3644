package io.foodflow.cli.trace;

import io.foodflow.cli.trace.Trace.Edge;
import io.foodflow.cli.trace.Trace.Node;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree in which a trace found its nodes: each node below the one it was first reached from. A node that is reached on
 * several ways stands in the tree once and tells how many more ways there are.
 */
final class TraceTree {

    /**
     * One line of the tree, in the order of printing.
     *
     * @param by the edge that the node was reached by; null at the start
     * @param furtherWays how many other edges of the answer lead to the node as well
     */
    record Line(Node node, @Nullable Edge by, int furtherWays) {}

    private static final Comparator<Line> BY_TIME = Comparator.comparing(
                    TraceTree::time, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(line -> line.node().id());

    private final Map<String, List<Line>> children = new HashMap<>();
    private final List<Line> roots = new ArrayList<>();

    TraceTree(Trace trace) {
        var edges = new HashMap<String, Edge>();
        var waysTo = new HashMap<String, Integer>();
        for (Edge edge : trace.edges()) {
            edges.put(edge.id(), edge);
            waysTo.merge(trace.forward() ? edge.to() : edge.from(), 1, Integer::sum);
        }
        for (Node node : trace.nodes()) {
            Edge by = node.parentEdge() == null ? null : edges.get(node.parentEdge());
            int ways = waysTo.getOrDefault(node.id(), 0);
            var line = new Line(node, by, Math.max(0, by == null ? 0 : ways - 1));
            if (by == null) roots.add(line);
            else
                children.computeIfAbsent(trace.forward() ? by.from() : by.to(), id -> new ArrayList<>())
                        .add(line);
        }
        children.values().forEach(lines -> lines.sort(BY_TIME));
    }

    /** Depth first, so that what comes from a lot stands below it. Without recursion: a chain may be very deep. */
    List<Line> lines() {
        var lines = new ArrayList<Line>();
        Deque<Line> open = new ArrayDeque<>();
        roots.reversed().forEach(open::push);
        while (!open.isEmpty()) {
            Line line = open.pop();
            lines.add(line);
            List<Line> below = children.remove(line.node().id());
            if (below != null) below.reversed().forEach(open::push);
        }
        return lines;
    }

    private static @Nullable Instant time(Line line) {
        Edge by = line.by();
        return by == null ? line.node().arrivedAt() : by.time();
    }
}
