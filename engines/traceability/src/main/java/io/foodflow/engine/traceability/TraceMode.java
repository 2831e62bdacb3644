package io.foodflow.engine.traceability;

/** Which chains of edges count in a trace. */
public enum TraceMode {
    /**
     * Only chains that could have carried material: along the flow no edge is earlier than the edge before it (equal times
     * are allowed). A lot that left a tank on Monday cannot contain what entered the tank on Tuesday.
     */
    TIME_RESPECTING,
    /** Every chain of edges, whatever their times: plain reachability. */
    ALL
}
