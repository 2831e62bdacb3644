package io.foodflow.engine.traceability.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A lot graph that never changes, in segments of consecutive nodes. Each segment has, in each direction, a base that holds
 * almost all of its edges and perhaps a delta with those added since the base was made; a node's edges are its group in the
 * base followed by its group in the delta. Snapshots that follow one another share all segments that did not change.
 *
 * <p>Memory: 24 bytes an edge for the two directions, 5 for quantity and unit, 9 a node; 2 or 4 more an edge where a segment's
 * times span more than a link can hold (see {@link Adjacency}).
 */
public final class Snapshot {
    /** Earliest and latest of no edges: no time lies between them, and their distance does not overflow. */
    static final long NO_EARLIEST = 1L << 47;

    static final long NO_LATEST = -(1L << 47);

    final byte[][] kinds;
    final Side out;
    final Side in;
    final EdgeTable edges;
    final int nodeLimit;
    final int nodeCount;
    final int edgeCount;

    /** No edge is earlier. */
    final long earliestMillis;

    /** No edge is later. */
    final long latestMillis;

    final ScratchPool scratches;

    /** One direction of all segments. */
    static final class Side {
        final Adjacency[] bases;
        final @Nullable Adjacency[] deltas;

        Side(Adjacency[] bases, @Nullable Adjacency[] deltas) {
            this.bases = bases;
            this.deltas = deltas;
        }

        long memoryBytes() {
            long bytes = 4L * (bases.length + deltas.length);
            for (Adjacency base : bases) {
                bytes += base.memoryBytes();
            }
            for (Adjacency delta : deltas) {
                bytes += delta == null ? 0 : delta.memoryBytes();
            }
            return bytes;
        }
    }

    /** What is done with each edge of a node. */
    @FunctionalInterface
    public interface EdgeVisitor {
        /** An edge with this number, other node, kind and time. */
        void edge(int no, int node, int kind, long millis);
    }

    Snapshot(
            byte[][] kinds,
            Side out,
            Side in,
            EdgeTable edges,
            int nodeLimit,
            int nodeCount,
            int edgeCount,
            long earliestMillis,
            long latestMillis,
            ScratchPool scratches) {
        this.kinds = kinds;
        this.out = out;
        this.in = in;
        this.edges = edges;
        this.nodeLimit = nodeLimit;
        this.nodeCount = nodeCount;
        this.edgeCount = edgeCount;
        this.earliestMillis = earliestMillis;
        this.latestMillis = latestMillis;
        this.scratches = scratches;
    }

    /** One more than the largest node number ever put in. */
    public int nodeLimit() {
        return nodeLimit;
    }

    public int nodeCount() {
        return nodeCount;
    }

    public int edgeCount() {
        return edgeCount;
    }

    public EdgeTable edges() {
        return edges;
    }

    /** The node's kind, {@link Numbering#ABSENT} when there is no such node. */
    public byte kind(int node) {
        if (node < 0 || node >= nodeLimit) {
            return Numbering.ABSENT;
        }
        return kinds[node >>> Numbering.SEGMENT_BITS][node & Numbering.SEGMENT_MASK];
    }

    public boolean containsEdge(int no) {
        return edges.contains(no);
    }

    /** Visits the edges that leave (or, when not {@code outgoing}, enter) an existing node: base, then delta, each by time. */
    public void forEachEdge(int node, boolean outgoing, EdgeVisitor visitor) {
        Side side = outgoing ? out : in;
        int segment = node >>> Numbering.SEGMENT_BITS;
        int local = node & Numbering.SEGMENT_MASK;
        visit(side.bases[segment], local, visitor);
        Adjacency delta = side.deltas[segment];
        if (delta != null) {
            visit(delta, local, visitor);
        }
    }

    static void visit(Adjacency adjacency, int local, EdgeVisitor visitor) {
        int group = adjacency.group(local);
        if (group < 0) {
            return;
        }
        int end = adjacency.groupEnd(group);
        for (int slot = adjacency.groupStart(group); slot < end; slot++) {
            visitor.edge(adjacency.edgeNos[slot], adjacency.node(slot), adjacency.kind(slot), adjacency.time(slot));
        }
    }

    /** Bytes of the arrays that hold the graph, without object headers and without the scratch space of running traces. */
    public long memoryBytes() {
        return Arrays.stream(kinds).mapToLong(segment -> segment.length).sum()
                + out.memoryBytes()
                + in.memoryBytes()
                + edges.memoryBytes();
    }
}
