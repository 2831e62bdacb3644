package io.foodflow.engine.traceability.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Loads a {@link Snapshot} in two passes over the edges: count all, then place each straight in its slot. Beside the graph
 * itself it needs no memory that grows with it. Not thread-safe.
 */
public final class Loader {
    private final int nodeLimit;
    private final byte[][] kinds;
    private final AdjacencyBuilder[] out;
    private final AdjacencyBuilder[] in;
    private final EdgeTable edges = new EdgeTable();
    private int nodeCount;
    private int counted;
    private int placed;
    private boolean placing;
    private long earliestMillis = Snapshot.NO_EARLIEST;
    private long latestMillis = Snapshot.NO_LATEST;

    /** Sum over the counted edges less that over the placed ones; 0 when both passes brought the same. */
    private long difference;

    /** For nodes numbered 0 .. {@code nodeLimit} - 1. */
    public Loader(int nodeLimit) {
        this.nodeLimit = nodeLimit;
        int segments = Numbering.segments(nodeLimit);
        kinds = new byte[segments][];
        out = new AdjacencyBuilder[segments];
        in = new AdjacencyBuilder[segments];
        for (int segment = 0; segment < segments; segment++) {
            int nodes = Math.min(Numbering.SEGMENT_NODES, nodeLimit - (segment << Numbering.SEGMENT_BITS));
            kinds[segment] = new byte[nodes];
            Arrays.fill(kinds[segment], Numbering.ABSENT);
            out[segment] = new AdjacencyBuilder(nodes);
            in[segment] = new AdjacencyBuilder(nodes);
        }
    }

    public void node(int no, int kind) {
        if (kind(no) == Numbering.ABSENT) {
            nodeCount++;
        }
        kinds[no >>> Numbering.SEGMENT_BITS][no & Numbering.SEGMENT_MASK] = (byte) kind;
    }

    public byte kind(int no) {
        return kinds[no >>> Numbering.SEGMENT_BITS][no & Numbering.SEGMENT_MASK];
    }

    /** Whether {@link #add} has begun. */
    public boolean placing() {
        return placing;
    }

    public void count(int from, int to, long millis) {
        out[from >>> Numbering.SEGMENT_BITS].count(from & Numbering.SEGMENT_MASK, millis);
        in[to >>> Numbering.SEGMENT_BITS].count(to & Numbering.SEGMENT_MASK, millis);
        counted = Math.incrementExact(counted);
        earliestMillis = Math.min(earliestMillis, millis);
        latestMillis = Math.max(latestMillis, millis);
        difference += fingerprint(from, to, millis);
    }

    public void add(int no, int from, int to, int kind, long millis, double quantity, int unit) {
        if (!placing) {
            startPlacing();
        }
        if (edges.contains(no)) {
            throw new IllegalArgumentException("edge number must be unique, " + no + " was added twice");
        }
        out[from >>> Numbering.SEGMENT_BITS].place(from & Numbering.SEGMENT_MASK, to, kind, millis, no);
        in[to >>> Numbering.SEGMENT_BITS].place(to & Numbering.SEGMENT_MASK, from, kind, millis, no);
        edges.put(no, quantity, unit);
        placed++;
        difference -= fingerprint(from, to, millis);
    }

    private void startPlacing() {
        placing = true;
        for (int segment = 0; segment < out.length; segment++) {
            out[segment].allocate(nodeLimit);
            in[segment].allocate(nodeLimit);
        }
    }

    /** Multiplication by the odd constants of SplitMix64 and a shift spread each edge over 64 bits. */
    private static long fingerprint(int from, int to, long millis) {
        long mixed = ((long) from << 32 | to) * 0x9E3779B97F4A7C15L ^ millis * 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 31;
        return mixed * 0x94D049BB133111EBL;
    }

    public Snapshot build() {
        if (!placing) {
            startPlacing();
        }
        if (placed != counted || difference != 0) {
            throw new IllegalStateException("the second pass must bring just the edges that were counted, "
                    + counted + " were counted and " + placed + (placed == counted ? " others" : "")
                    + " added; read both passes from one database snapshot");
        }
        Snapshot.Side outSide = side(out);
        Snapshot.Side inSide = side(in);
        return new Snapshot(
                kinds,
                outSide,
                inSide,
                edges,
                nodeLimit,
                nodeCount,
                placed,
                earliestMillis,
                latestMillis,
                new ScratchPool());
    }

    private static Snapshot.Side side(AdjacencyBuilder[] builders) {
        Adjacency[] bases = new Adjacency[builders.length];
        for (int segment = 0; segment < builders.length; segment++) {
            bases[segment] = builders[segment].base();
        }
        return new Snapshot.Side(bases, new @Nullable Adjacency[builders.length]);
    }
}
