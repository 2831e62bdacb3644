package io.foodflow.engine.traceability;

import io.foodflow.engine.traceability.internal.Found;
import io.foodflow.engine.traceability.internal.FoundEdges;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TraceQuery} found: totals over everything reached, and the nearest part of it node by node. Immutable and
 * thread-safe; later updates of the graph do not show.
 */
public final class Trace {
    private final TraceQuery query;
    private final Found found;
    private volatile @Nullable Map<Integer, Integer> positions;

    Trace(TraceQuery query, Found found) {
        this.query = query;
        this.found = found;
    }

    /** The question that this answers. */
    public TraceQuery query() {
        return query;
    }

    /** Whether the totals are exact, or what stopped the search. */
    public Completion completion() {
        return switch (found.ending()) {
            case COMPLETE -> Completion.COMPLETE;
            case WORK_LIMIT -> Completion.WORK_LIMIT;
            case CANCELLED -> Completion.CANCELLED;
        };
    }

    /** Nodes reached, starts included, also those not returned. */
    public int nodesReached() {
        return found.nodesReached();
    }

    /** Edges that lie on a chain that counts, also those not returned. */
    public long edgesReached() {
        return found.edgesReached();
    }

    /** Nodes of a kind (0..63) among {@link #nodesReached()}. */
    public int nodesOfKind(int kind) {
        return found.nodesOfKind(KindSet.requireKind("kind", kind));
    }

    /** Greatest depth of a node reached. */
    public int maxDepth() {
        return found.maxDepth();
    }

    /** Earliest time of the edges reached, milliseconds since 1970-01-01T00:00Z; empty when there are none. */
    public OptionalLong firstTimeMillis() {
        return found.edgesReached() == 0 ? OptionalLong.empty() : OptionalLong.of(found.firstMillis());
    }

    /** Latest time of the edges reached, milliseconds since 1970-01-01T00:00Z; empty when there are none. */
    public OptionalLong lastTimeMillis() {
        return found.edgesReached() == 0 ? OptionalLong.empty() : OptionalLong.of(found.lastMillis());
    }

    /** Whether something was left out: nodes or edges beyond the query's limits, or the search did not complete. */
    public boolean truncated() {
        return found.size() < found.nodesReached() || found.edgesTruncated() || completion() != Completion.COMPLETE;
    }

    /** The nearest nodes reached, in breadth-first order, starts first; a view that makes each on demand. */
    public List<TraceNode> nodes() {
        return new NodeList(found);
    }

    /**
     * The edges that lie on a chain that counts and join two of {@link #nodes()}: by the node they were followed from, in the
     * order of {@link #nodes()}, then by time. A view that makes each on demand.
     */
    public List<TraceEdge> edges() {
        return new EdgeList(found.edges());
    }

    /**
     * How many edges of {@link TraceQuery#beyondKinds()} lead on from one of {@link #nodes()} to nodes that the query does not see.
     * A fact of the node: whatever else the query asks, it is the same. None for nodes of a terminal kind.
     *
     * @param index position among {@link #nodes()}
     */
    public int edgesBeyond(int index) {
        return found.beyond(index);
    }

    /** The node with this number, if it is among {@link #nodes()}. */
    public Optional<TraceNode> node(int no) {
        Integer position = positions().get(no);
        return position == null ? Optional.empty() : Optional.of(nodes().get(position));
    }

    /**
     * How the node was reached: the edges of a chain that counts, from a start to the node, as many as the node's depth and so
     * the fewest possible; among those chains one that arrives earliest (backward: departs latest). In a backward trace the
     * chain is followed against the flow, so each edge's {@code to} is the node before. Empty for a start.
     *
     * @param no number of a node among {@link #nodes()}
     */
    public List<TraceEdge> path(int no) {
        Integer position = positions().get(no);
        if (position == null) {
            throw new IllegalArgumentException("node " + no + " is not among the " + found.size()
                    + " nodes returned by this trace; raise the node limit or ask TraceGraph.path for it");
        }
        return new EdgeList(found.chains().edges(position));
    }

    private Map<Integer, Integer> positions() {
        Map<Integer, Integer> known = positions;
        if (known == null) {
            known = HashMap.newHashMap(found.size());
            for (int i = 0; i < found.size(); i++) {
                known.put(found.node(i), i);
            }
            positions = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Trace[" + query.direction() + " from " + query.start() + ": " + nodesReached() + " nodes, "
                + edgesReached() + " edges, depth " + maxDepth() + ", " + completion() + "]";
    }

    private static final class NodeList extends AbstractList<TraceNode> implements RandomAccess {
        private final Found found;

        NodeList(Found found) {
            this.found = found;
        }

        @Override
        public TraceNode get(int index) {
            return new TraceNode(
                    found.node(index),
                    found.kind(index),
                    found.depth(index),
                    found.millis(index),
                    found.chains().lastEdge(index));
        }

        @Override
        public int size() {
            return found.size();
        }
    }

    static final class EdgeList extends AbstractList<TraceEdge> implements RandomAccess {
        private final FoundEdges found;

        EdgeList(FoundEdges found) {
            this.found = found;
        }

        @Override
        public TraceEdge get(int index) {
            return new TraceEdge(
                    found.no(index),
                    found.from(index),
                    found.to(index),
                    found.kind(index),
                    found.millis(index),
                    found.quantity(index),
                    found.unit(index));
        }

        @Override
        public int size() {
            return found.size();
        }
    }
}
