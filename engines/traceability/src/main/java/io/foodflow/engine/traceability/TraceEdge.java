package io.foodflow.engine.traceability;

/**
 * An edge of the lot graph. It always points along the flow of material, in a backward trace too.
 *
 * @param no the edge's number, at least 0, unique in its graph; memory is used up to the largest, so number densely
 * @param from node the material came from
 * @param to node the material went to
 * @param kind 0..63
 * @param timeMillis event time, milliseconds since 1970-01-01T00:00Z, within {@link #EARLIEST_MILLIS} and {@link
 *     #LATEST_MILLIS}; kept exactly
 * @param quantity amount in {@code unit}, {@link Double#NaN} when not known; kept to seven significant decimal digits
 * @param unit the caller's index of a unit of measure, 0..65535
 */
public record TraceEdge(int no, int from, int to, int kind, long timeMillis, double quantity, int unit) {

    /** Earliest event time that can be stored, about the year -260. */
    public static final long EARLIEST_MILLIS = -(1L << 46);

    /** Latest event time that can be stored, about the year 4199. */
    public static final long LATEST_MILLIS = (1L << 46) - 1;

    public TraceEdge {
        requireParts(no, from, to, kind, timeMillis, unit);
        requireQuantity(no, quantity);
    }

    /** An edge without quantity. */
    public static TraceEdge of(int no, int from, int to, int kind, long timeMillis) {
        return new TraceEdge(no, from, to, kind, timeMillis, Double.NaN, 0);
    }

    public boolean hasQuantity() {
        return !Double.isNaN(quantity);
    }

    static void requireParts(int no, int from, int to, int kind, long timeMillis, int unit) {
        if (no < 0) {
            throw new IllegalArgumentException("edge number must be at least 0, was " + no);
        }
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException(
                    "edge " + no + ": node numbers must be at least 0, were " + from + " -> " + to);
        }
        if (kind < 0 || kind >= KindSet.KINDS) {
            throw new IllegalArgumentException("edge " + no + ": kind must be 0..63, was " + kind);
        }
        if (timeMillis < EARLIEST_MILLIS || timeMillis > LATEST_MILLIS) {
            throw new IllegalArgumentException("edge " + no + ": time must be within the years -259..4198, was "
                    + timeMillis + " ms since 1970; are these milliseconds?");
        }
        if (unit < 0 || unit > Character.MAX_VALUE) {
            throw new IllegalArgumentException("edge " + no + ": unit must be 0..65535, was " + unit);
        }
    }

    static void requireQuantity(int no, double quantity) {
        if (Math.abs(quantity) > Float.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "edge " + no + ": quantity must be within +-3.4e38 or NaN when not known, was " + quantity);
        }
    }
}
