package io.foodflow.engine.traceability.internal;

import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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
 * @param seen the nodes that edges may lead to, null for all
 * @param beyondKinds the kinds of edges to nodes that are not seen which are told of, a bit each
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
        @Nullable IntPredicate seen,
        long beyondKinds,
        BooleanSupplier cancelled) {

    /** The same, without the times before {@code earliest} and after {@code latest}. */
    Plan within(long earliest, long latest) {
        if (earliest > latest) {
            return within(0, 0);
        }
        return new Plan(
                forward,
                depthLimit,
                Math.clamp(fromMillis, earliest, latest + 1),
                Math.clamp(toMillis, earliest - 1, latest),
                edgeKinds,
                terminalKinds,
                timeRespecting,
                nodeLimit,
                edgeLimit,
                workLimit,
                seen,
                beyondKinds,
                cancelled);
    }

    /** Whether the asker may see a node. */
    boolean sees(int node) {
        return seen == null || seen.test(node);
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
