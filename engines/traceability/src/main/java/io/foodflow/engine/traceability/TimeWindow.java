package io.foodflow.engine.traceability;

/**
 * A closed interval of event times; an edge outside it does not count.
 *
 * @param fromMillis first instant inside, milliseconds since 1970-01-01T00:00Z
 * @param toMillis last instant inside, milliseconds since 1970-01-01T00:00Z, not before {@code fromMillis}
 */
public record TimeWindow(long fromMillis, long toMillis) {

    /** The window that leaves nothing out. */
    public static final TimeWindow ALWAYS = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

    public TimeWindow {
        if (fromMillis > toMillis) {
            throw new IllegalArgumentException("time window must not end before it starts, was from " + fromMillis
                    + " to " + toMillis + "; exchange the two");
        }
    }

    /** Everything from {@code fromMillis} on. */
    public static TimeWindow since(long fromMillis) {
        return new TimeWindow(fromMillis, Long.MAX_VALUE);
    }

    /** Everything up to and including {@code toMillis}. */
    public static TimeWindow until(long toMillis) {
        return new TimeWindow(Long.MIN_VALUE, toMillis);
    }

    /** Whether {@code timeMillis} lies inside, ends included. */
    public boolean contains(long timeMillis) {
        return fromMillis <= timeMillis && timeMillis <= toMillis;
    }
}
