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
    private final long[] keys;
    private final int[] ends;

    private Chains(EdgeTable edges, Plan plan, Scratch scratch, int[] kept, int[] renumbered, int[] labels, int count) {
        this.edges = edges;
        this.plan = plan;
        nodes = new int[kept.length];
        parents = new int[kept.length];
        edgeNos = new int[kept.length];
        edgeKinds = new byte[kept.length];
        keys = new long[kept.length];
        for (int i = 0; i < kept.length; i++) {
            int label = kept[i];
            int parent = scratch.parents[label];
            nodes[i] = scratch.nodes[label] & ~Search.TERMINAL;
            parents[i] = parent == Search.NONE ? Search.NONE : renumbered[parent] - 1;
            edgeNos[i] = scratch.edgeNos[label];
            edgeKinds[i] = scratch.edgeKinds[label];
            keys[i] = scratch.keys[label];
        }
        ends = new int[count];
        for (int i = 0; i < count; i++) {
            ends[i] = renumbered[labels[i]] - 1;
        }
    }

    /** The chains that end at the first {@code count} of the {@code labels}. */
    static Chains of(EdgeTable edges, Plan plan, Scratch scratch, int[] labels, int count) {
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
                int parent = scratch.parents[label];
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
        return new Chains(edges, plan, scratch, kept, renumbered, labels, count);
    }

    /** Number of the last edge of the i-th chain, -1 when it has none. */
    public int lastEdge(int i) {
        return edgeNos[ends[i]];
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
            chain.set(--length, edgeNos[label], from, to, edgeKinds[label], plan.millis(keys[label]));
        }
        return chain;
    }
}
