package io.foodflow.engine.traceability;

/**
 * A node reached by a trace.
 *
 * @param no the node's number
 * @param kind 0..63
 * @param depth fewest edges of any chain that counts from a start to here; 0 for a start
 * @param timeMillis when the traced material is here, milliseconds since 1970-01-01T00:00Z. Time-respecting forward: the
 *     earliest arrival over all chains that count (within the depth limit); backward: the latest departure. In mode
 *     {@link TraceMode#ALL}: the time of the parent edge. {@link #NO_TIME} for a start
 * @param parentEdge number of the last edge on the chain of {@link Trace#path(int)}, {@link #NO_EDGE} for a start. Of all
 *     chains with {@code depth} edges that is the one with the earliest arrival (backward: latest departure), so its time
 *     may differ from {@code timeMillis} when a longer chain is faster
 */
public record TraceNode(int no, int kind, int depth, long timeMillis, int parentEdge) {

    /** Time of a start, which nothing brought here. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Parent edge of a start. */
    public static final int NO_EDGE = -1;

    public boolean isStart() {
        return parentEdge == NO_EDGE;
    }
}
