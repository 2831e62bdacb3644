package io.foodflow.engine.traceability.internal;

/** How node numbers are divided: a segment holds 2^14 consecutive nodes, so that an update rewrites little. */
public final class Numbering {
    static final int SEGMENT_BITS = 14;
    static final int SEGMENT_NODES = 1 << SEGMENT_BITS;
    static final int SEGMENT_MASK = SEGMENT_NODES - 1;

    /** Most nodes of a graph; a link keeps at least 31 bits of time beside the node. */
    public static final int MAX_NODES = 1 << 26;

    /** Kind of a node that does not exist. */
    public static final byte ABSENT = -1;

    private Numbering() {}

    static int segments(int nodes) {
        return (nodes + SEGMENT_MASK) >>> SEGMENT_BITS;
    }
}
