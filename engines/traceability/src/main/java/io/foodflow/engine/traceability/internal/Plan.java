package io.foodflow.engine.traceability.internal;

import java.util.function.BooleanSupplier;

/**
 * What a {@link Search} is to do, in the terms of its loops.
 *
 * @param forward along the flow
 * @param depthLimit most edges of a chain
 * @param fromMillis first time that counts
 * @param toMillis last time that counts
 * @param edgeKinds bit k: edges of kind k count
 * @param terminalKinds bit k: nodes of kind k are not passed through
 * @param timeRespecting whether the times along a chain must be in order
 * @param nodeLimit most nodes returned
 * @param edgeLimit most edges returned
 * @param workLimit most edges looked at
 * @param cancelled asked now and then; true ends the search
 */
public record Plan(
        boolean forward,
        int depthLimit,
        long fromMillis,
        long toMillis,
        long edgeKinds,
        long terminalKinds,
        boolean timeRespecting,
        int nodeLimit,
        int edgeLimit,
        long workLimit,
        BooleanSupplier cancelled) {

    /** Every stored time is less than this far from 1970. */
    private static final long TIME_BOUND = 1L << 47;

    public Plan {
        fromMillis = Math.clamp(fromMillis, -TIME_BOUND, TIME_BOUND);
        toMillis = Math.clamp(toMillis, -TIME_BOUND, TIME_BOUND);
    }

    /** The order in which labels improve: earlier is better forward, later is better backward. */
    long key(long millis) {
        return forward ? millis : ~millis;
    }

    long millis(long key) {
        return forward ? key : ~key;
    }

    /** Key of a start: no edge within the window is better. */
    long startKey() {
        return forward ? fromMillis : ~toMillis;
    }

    /** First key beyond the window. */
    long endKey() {
        return (forward ? toMillis : ~fromMillis) + 1;
    }
}
