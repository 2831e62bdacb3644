package io.foodflow.engine.traceability.internal;

/** What a search found. Immutable once made. */
public final class Found {
    /** Why the search ended. */
    public enum Ending {
        COMPLETE,
        WORK_LIMIT,
        CANCELLED
    }

    /** Time of a start. */
    public static final long NO_TIME = Long.MIN_VALUE;

    final Ending ending;
    final int nodesReached;
    final long edgesReached;
    final int maxDepth;
    final long firstMillis;
    final long lastMillis;
    final int[] kindCounts;
    final int[] nodes;
    final byte[] kinds;
    final int[] depths;
    final long[] times;
    final Chains chains;
    final FoundEdges edges;
    final boolean edgesTruncated;
    final int[] beyond;

    Found(
            Ending ending,
            int nodesReached,
            long edgesReached,
            int maxDepth,
            long firstMillis,
            long lastMillis,
            int[] kindCounts,
            int[] nodes,
            byte[] kinds,
            int[] depths,
            long[] times,
            Chains chains,
            FoundEdges edges,
            boolean edgesTruncated,
            int[] beyond) {
        this.ending = ending;
        this.nodesReached = nodesReached;
        this.edgesReached = edgesReached;
        this.maxDepth = maxDepth;
        this.firstMillis = firstMillis;
        this.lastMillis = lastMillis;
        this.kindCounts = kindCounts;
        this.nodes = nodes;
        this.kinds = kinds;
        this.depths = depths;
        this.times = times;
        this.chains = chains;
        this.edges = edges;
        this.edgesTruncated = edgesTruncated;
        this.beyond = beyond;
    }

    public Ending ending() {
        return ending;
    }

    public int nodesReached() {
        return nodesReached;
    }

    public long edgesReached() {
        return edgesReached;
    }

    public int maxDepth() {
        return maxDepth;
    }

    /** Earliest time of the edges that count; meaningless when there are none. */
    public long firstMillis() {
        return firstMillis;
    }

    /** Latest time of the edges that count; meaningless when there are none. */
    public long lastMillis() {
        return lastMillis;
    }

    public int nodesOfKind(int kind) {
        return kindCounts[kind];
    }

    /** Number of nodes returned, nearest first. */
    public int size() {
        return nodes.length;
    }

    public int node(int index) {
        return nodes[index];
    }

    public int kind(int index) {
        return kinds[index];
    }

    public int depth(int index) {
        return depths[index];
    }

    /** Arrival (backward: departure), {@link #NO_TIME} for a start. */
    public long millis(int index) {
        return times[index];
    }

    /** Edges of a node returned that lead to nodes that are not seen. */
    public int beyond(int index) {
        return beyond.length == 0 ? 0 : beyond[index];
    }

    /** For each node returned, the chain of fewest edges to it. */
    public Chains chains() {
        return chains;
    }

    /** Edges that count, between nodes returned. */
    public FoundEdges edges() {
        return edges;
    }

    public boolean edgesTruncated() {
        return edgesTruncated;
    }
}
