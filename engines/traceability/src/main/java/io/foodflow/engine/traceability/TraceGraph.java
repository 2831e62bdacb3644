package io.foodflow.engine.traceability;

import io.foodflow.engine.traceability.internal.Chains;
import io.foodflow.engine.traceability.internal.Numbering;
import io.foodflow.engine.traceability.internal.Plan;
import io.foodflow.engine.traceability.internal.Search;
import io.foodflow.engine.traceability.internal.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * A lot graph in memory that never changes: dense node numbers with a kind, edges along the flow of material with number, kind,
 * time, quantity and unit, found from both ends.
 *
 * <pre>{@code
 * TraceGraph graph = TraceGraph.of(kinds, edges);
 * Trace trace = graph.trace(TraceQuery.forward(lot));
 * }</pre>
 *
 * <p>About 29 bytes an edge and 9 a node (10 million edges and 3.3 million nodes: 320 MB; see {@link #memoryBytes()}). A trace
 * costs what it reaches, not what the graph holds. Immutable and thread-safe: any number of threads, virtual ones too, may trace
 * at once; equal questions get equal answers.
 */
public final class TraceGraph {
    private final Snapshot snapshot;

    TraceGraph(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** A graph without nodes, from which a {@link LiveTraceGraph} can grow. */
    public static TraceGraph empty() {
        return new TraceGraphBuilder(0).build();
    }

    /**
     * The graph of these edges; for small graphs and tests, see {@link #builder} for large ones.
     *
     * @param nodeKinds the kind of each node by number, 0..63
     * @param edges edges between these nodes, each with a number of its own
     */
    public static TraceGraph of(int[] nodeKinds, Collection<TraceEdge> edges) {
        TraceGraphBuilder builder = builder(nodeKinds.length);
        for (int no = 0; no < nodeKinds.length; no++) {
            builder.node(no, nodeKinds[no]);
        }
        for (TraceEdge edge : edges) {
            builder.count(edge.from(), edge.to(), edge.timeMillis());
        }
        for (TraceEdge edge : edges) {
            builder.add(edge);
        }
        return builder.build();
    }

    /** A builder in two passes that needs no memory beside the graph itself, for nodes 0 .. {@code nodeCount} - 1. */
    public static TraceGraphBuilder builder(int nodeCount) {
        return new TraceGraphBuilder(nodeCount);
    }

    /** Number of nodes that exist. */
    public int nodeCount() {
        return snapshot.nodeCount();
    }

    /** One more than the largest node number that ever existed. */
    public int nodeLimit() {
        return snapshot.nodeLimit();
    }

    /** Number of edges. */
    public int edgeCount() {
        return snapshot.edgeCount();
    }

    /** The node's kind, empty when there is no such node. */
    public OptionalInt kind(int node) {
        byte kind = snapshot.kind(node);
        return kind == Numbering.ABSENT ? OptionalInt.empty() : OptionalInt.of(kind);
    }

    /** Whether an edge has this number. */
    public boolean containsEdge(int no) {
        return snapshot.containsEdge(no);
    }

    /** The edges at a node: those that leave it ({@link Direction#FORWARD}) or enter it, those added of late at the end. */
    public List<TraceEdge> edges(int node, Direction direction) {
        requireNode("node", node);
        List<TraceEdge> edges = new ArrayList<>();
        boolean outgoing = direction == Direction.FORWARD;
        snapshot.forEachEdge(
                node,
                outgoing,
                (no, other, kind, millis) -> edges.add(new TraceEdge(
                        no,
                        outgoing ? node : other,
                        outgoing ? other : node,
                        kind,
                        millis,
                        snapshot.edges().quantity(no),
                        snapshot.edges().unit(no))));
        return edges;
    }

    /** Answers the query. */
    public Trace trace(TraceQuery query) {
        return trace(query, TraceGraph::never);
    }

    /**
     * Answers the query unless cancelled before.
     *
     * @param cancelled asked from time to time (at least every 65,536 edges and nodes, but not within one node's edges); once it
     *     says true the trace returns with what it has, marked {@link Completion#CANCELLED}
     */
    public Trace trace(TraceQuery query, BooleanSupplier cancelled) {
        return new Trace(query, Search.run(snapshot, plan(query, cancelled), starts(query)));
    }

    /**
     * How {@code target} is reached: the edges of the chain that {@link Trace#path} would give, without tracing further than
     * needed. Empty when it is not reached within the query's limits; an empty list when it is itself a start.
     */
    public Optional<List<TraceEdge>> path(TraceQuery query, int target) {
        requireNode("target", target);
        Chains chains = Search.path(snapshot, plan(query, TraceGraph::never), starts(query), target);
        return chains == null ? Optional.empty() : Optional.of(new Trace.EdgeList(chains.edges(0)));
    }

    /**
     * Bytes of the arrays that hold the graph. The scratch space of running traces comes on top: 4 bytes a node and 29 a node
     * reached, for each trace running at once.
     */
    public long memoryBytes() {
        return snapshot.memoryBytes();
    }

    private static boolean never() {
        return false;
    }

    private int[] starts(TraceQuery query) {
        int[] starts = query.start().toArray();
        Arrays.stream(starts).forEach(start -> requireNode("start", start));
        return starts;
    }

    private void requireNode(String name, int node) {
        if (snapshot.kind(node) == Numbering.ABSENT) {
            throw new IllegalArgumentException(
                    name + " must be a node of the graph, " + node + " is none of its " + nodeCount() + " nodes");
        }
    }

    private static Plan plan(TraceQuery query, BooleanSupplier cancelled) {
        return new Plan(
                query.direction() == Direction.FORWARD,
                query.depthLimit(),
                query.window().fromMillis(),
                query.window().toMillis(),
                query.edgeKinds().mask(),
                query.terminalNodeKinds().mask(),
                query.mode() == TraceMode.TIME_RESPECTING,
                query.nodeLimit(),
                query.edgeLimit(),
                query.workLimit(),
                query.seen() == null ? null : query.seen()::contains,
                query.beyondKinds().mask(),
                cancelled);
    }

    @Override
    public String toString() {
        return "TraceGraph[" + nodeCount() + " nodes, " + edgeCount() + " edges]";
    }
}
