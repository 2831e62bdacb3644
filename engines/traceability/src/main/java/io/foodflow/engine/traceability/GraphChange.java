package io.foodflow.engine.traceability;

import io.foodflow.engine.traceability.internal.Numbering;

/**
 * One change to a {@link LiveTraceGraph}. Each says how things are to be, so applying the same changes twice is harmless: a
 * projection may replay what it has already seen.
 */
public sealed interface GraphChange {

    /**
     * The node exists and is of this kind; added when it did not exist.
     *
     * @param no at least 0; memory is used up to the largest, so number densely
     * @param kind 0..63
     */
    record PutNode(int no, int kind) implements GraphChange {
        public PutNode {
            if (no < 0 || no >= Numbering.MAX_NODES) {
                throw new IllegalArgumentException(
                        "node number must be 0.." + (Numbering.MAX_NODES - 1) + ", was " + no);
            }
            KindSet.requireKind("kind of node " + no, kind);
        }
    }

    /** The node does not exist, nor any edge at it; nothing happens when it did not. */
    record RemoveNode(int no) implements GraphChange {}

    /** The edge exists just so; it replaces an edge of the same number. Both its nodes must exist. */
    record PutEdge(TraceEdge edge) implements GraphChange {}

    /** No edge has this number; nothing happens when none had. */
    record RemoveEdge(int no) implements GraphChange {}
}
