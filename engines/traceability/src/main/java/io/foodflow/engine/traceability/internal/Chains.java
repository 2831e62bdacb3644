package io.foodflow.engine.traceability.internal;

/**
 * The labels of a search on the chains to some of its nodes: a forest whose roots are the starts. Immutable; copied out of the
 * working memory, parents before children.
 */
public final class Chains {
    private final EdgeTable edges;
    private final Plan plan;
    private final int[] nodes;
    private final int[] parents;
    private final int[] edgeNos;
    private final byte[] edgeKinds;
    private final long[] times;
    private final int[] ends;

    private Chains(Snapshot graph, Plan plan, Scratch scratch, int[] kept, int[] renumbered, int[] labels, int count) {
        this.edges = graph.edges;
        this.plan = plan;
        nodes = new int[kept.length];
        parents = new int[kept.length];
        edgeNos = new int[kept.length];
        edgeKinds = new byte[kept.length];
        times = new long[kept.length];
        Snapshot.Side side = plan.forward() ? graph.out : graph.in;
        for (int i = 0; i < kept.length; i++) {
            int label = kept[i];
            int parent = scratch.parent(label);
            nodes[i] = scratch.node(label);
            if (parent == Search.NONE) {
                parents[i] = Search.NONE;
                edgeNos[i] = Search.NONE;
                times[i] = Found.NO_TIME;
            } else {
                parents[i] = renumbered[parent] - 1;
                readEdge(i, side, scratch.node(parent) >>> Numbering.SEGMENT_BITS, scratch.slot(label));
            }
        }
        ends = new int[count];
        for (int i = 0; i < count; i++) {
            ends[i] = renumbered[labels[i]] - 1;
        }
    }

    private void readEdge(int i, Snapshot.Side side, int segment, int slot) {
        Adjacency delta = side.deltas[segment];
        Adjacency adjacency = slot < 0 && delta != null ? delta : side.bases[segment];
        int at = slot < 0 ? ~slot : slot;
        edgeNos[i] = adjacency.edgeNos[at];
        edgeKinds[i] = (byte) adjacency.kind(at);
        times[i] = adjacency.time(at);
    }

    /** The chains that end at the first {@code count} of the {@code labels}. */
    static Chains of(Snapshot graph, Plan plan, Scratch scratch, int[] labels, int count) {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, labels[i]);
        }
        int[] renumbered = new int[largest + 1];
        for (int i = 0; i < count; i++) {
            renumbered[labels[i]] = 1;
        }
        int size = 0;
        for (int label = largest; label >= 0; label--) {
            if (renumbered[label] != 0) {
                size++;
                int parent = scratch.parent(label);
                if (parent != Search.NONE) {
                    renumbered[parent] = 1;
                }
            }
        }
        int[] kept = new int[size];
        int next = 0;
        for (int label = 0; label <= largest; label++) {
            if (renumbered[label] != 0) {
                kept[next++] = label;
                renumbered[label] = next;
            }
        }
        return new Chains(graph, plan, scratch, kept, renumbered, labels, count);
    }

    /** Number of the last edge of the i-th chain, -1 when it has none. */
    public int lastEdge(int i) {
        return edgeNos[ends[i]];
    }

    /** Time of the last edge of the i-th chain, {@link Found#NO_TIME} when it has none. */
    long lastMillis(int i) {
        return times[ends[i]];
    }

    /** The edges of the i-th chain, from its start on. */
    public FoundEdges edges(int i) {
        int length = 0;
        for (int label = ends[i]; parents[label] != Search.NONE; label = parents[label]) {
            length++;
        }
        FoundEdges chain = new FoundEdges(edges, length);
        for (int label = ends[i]; parents[label] != Search.NONE; label = parents[label]) {
            int before = nodes[parents[label]];
            int from = plan.forward() ? before : nodes[label];
            int to = plan.forward() ? nodes[label] : before;
            chain.set(--length, edgeNos[label], from, to, edgeKinds[label], times[label]);
        }
        return chain;
    }
}
