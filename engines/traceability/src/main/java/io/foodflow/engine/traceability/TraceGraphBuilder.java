package io.foodflow.engine.traceability;

import io.foodflow.engine.traceability.internal.Loader;
import io.foodflow.engine.traceability.internal.Numbering;

/**
 * Loads a large {@link TraceGraph} without holding it twice. Three steps, in this order:
 *
 * <ol>
 *   <li>{@link #node} for every node;
 *   <li>{@link #count} for every edge, in any order;
 *   <li>{@link #add} for every edge, in any order (by time is fastest), then {@link #build}.
 * </ol>
 *
 * <p>The last two read the same edges; take both from one database snapshot (repeatable read), or the build is refused. Not
 * thread-safe.
 */
public final class TraceGraphBuilder {
    private final int nodeCount;
    private final Loader loader;
    private boolean built;

    TraceGraphBuilder(int nodeCount) {
        if (nodeCount < 0 || nodeCount > Numbering.MAX_NODES) {
            throw new IllegalArgumentException("node count must be 0.." + Numbering.MAX_NODES + ", was " + nodeCount);
        }
        this.nodeCount = nodeCount;
        this.loader = new Loader(nodeCount);
    }

    /** The node exists and is of this kind, 0..63. */
    public TraceGraphBuilder node(int no, int kind) {
        if (no < 0 || no >= nodeCount) {
            throw new IllegalArgumentException(
                    "node number must be 0.." + (nodeCount - 1) + ", was " + no + "; raise the builder's node count");
        }
        loader.node(no, KindSet.requireKind("kind of node " + no, kind));
        return this;
    }

    /** First pass: there is an edge between these nodes at this time. */
    public TraceGraphBuilder count(int from, int to, long timeMillis) {
        if (loader.placing()) {
            throw new IllegalStateException("count must come before the first add; count all edges first");
        }
        requireNodes(from, to);
        TraceEdge.requireParts(0, from, to, 0, timeMillis, 0);
        loader.count(from, to, timeMillis);
        return this;
    }

    /** Second pass: the edge, which was counted; the parameters are those of {@link TraceEdge}. */
    public TraceGraphBuilder add(int no, int from, int to, int kind, long timeMillis, double quantity, int unit) {
        TraceEdge.requireParts(no, from, to, kind, timeMillis, unit);
        TraceEdge.requireQuantity(no, quantity);
        requireNodes(from, to);
        loader.add(no, from, to, kind, timeMillis, quantity, unit);
        return this;
    }

    /** Second pass: the edge, which was counted. */
    public TraceGraphBuilder add(TraceEdge edge) {
        return add(edge.no(), edge.from(), edge.to(), edge.kind(), edge.timeMillis(), edge.quantity(), edge.unit());
    }

    /** The graph; the builder is used up. */
    public TraceGraph build() {
        if (built) {
            throw new IllegalStateException("a builder builds once; make a new one for another graph");
        }
        TraceGraph graph = new TraceGraph(loader.build());
        built = true;
        return graph;
    }

    private void requireNodes(int from, int to) {
        if (!exists(from) || !exists(to)) {
            throw new IllegalArgumentException(
                    "both ends of an edge must be nodes, " + (exists(from) ? to : from) + " of " + from + " -> " + to
                            + " is not; call node(" + (exists(from) ? to : from) + ", kind) first");
        }
    }

    private boolean exists(int node) {
        return node >= 0 && node < nodeCount && loader.kind(node) != Numbering.ABSENT;
    }
}
