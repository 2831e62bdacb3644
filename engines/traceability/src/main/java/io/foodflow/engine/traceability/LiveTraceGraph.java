package io.foodflow.engine.traceability;

import io.foodflow.engine.traceability.internal.Editor;
import io.foodflow.engine.traceability.internal.Numbering;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A lot graph that is kept current while it is traced.
 *
 * <p>Each batch of changes makes a new {@link TraceGraph} that shares all untouched parts with the one before, and publishes it
 * in one step. A reader works on the graph it found and sees all of a batch or nothing of it; readers never wait for the writer,
 * nor the writer for readers. New edges gather in small deltas beside the arrays they belong to and are merged into them segment
 * by segment (16,384 nodes), so there is never a rebuild of the whole and never a second copy of it in memory.
 *
 * <p>Thread-safe. Batches are applied one after another, in the order in which they get their turn.
 */
public final class LiveTraceGraph {
    private final ReentrantLock writing = new ReentrantLock();
    private volatile TraceGraph current;

    /** Begins with {@code initial}, which itself stays as it is. */
    public LiveTraceGraph(TraceGraph initial) {
        this.current = initial;
    }

    /** The graph as it is now; it never changes. Use one snapshot for queries that belong together. */
    public TraceGraph snapshot() {
        return current;
    }

    /** Answers the query on the graph as it is now. */
    public Trace trace(TraceQuery query) {
        return current.trace(query);
    }

    /** Answers the query on the graph as it is now, unless cancelled before. */
    public Trace trace(TraceQuery query, BooleanSupplier cancelled) {
        return current.trace(query, cancelled);
    }

    /**
     * Applies the changes in their order, all or none, and publishes the result.
     *
     * <p>Cost: some microseconds a change and at most some milliseconds a batch of up to thousands; to remove or replace an edge
     * that was already there, one pass over the edge numbers (about 1 ms for each million edges) a batch.
     *
     * @return the graph with the changes
     * @throws IllegalArgumentException if an edge's end does not exist when its turn comes; nothing is applied then
     */
    public TraceGraph apply(List<? extends GraphChange> changes) {
        writing.lock();
        try {
            Editor editor = new Editor(current.snapshot());
            for (GraphChange change : changes) {
                apply(change, editor);
            }
            TraceGraph next = new TraceGraph(editor.build());
            current = next;
            return next;
        } finally {
            writing.unlock();
        }
    }

    private static void apply(GraphChange change, Editor editor) {
        switch (change) {
            case GraphChange.PutNode(int no, int kind) -> editor.putNode(no, kind);
            case GraphChange.RemoveNode(int no) -> editor.removeNode(no);
            case GraphChange.PutEdge(TraceEdge edge) -> {
                requireNode(editor, edge, edge.from());
                requireNode(editor, edge, edge.to());
                editor.putEdge(
                        edge.no(),
                        edge.from(),
                        edge.to(),
                        edge.kind(),
                        edge.timeMillis(),
                        edge.quantity(),
                        edge.unit());
            }
            case GraphChange.RemoveEdge(int no) -> editor.removeEdge(no);
        }
    }

    private static void requireNode(Editor editor, TraceEdge edge, int node) {
        if (editor.kind(node) == Numbering.ABSENT) {
            throw new IllegalArgumentException("edge " + edge.no() + ": both ends must be nodes of the graph, " + node
                    + " is not; put the node first");
        }
    }
}
