package io.foodflow.engine.traceability.internal;

/** Copies the part of a finished search that is to be returned out of its working memory. */
final class Collector {
    private final Snapshot graph;
    private final Plan plan;
    private final Scratch scratch;
    private final Snapshot.Side side;

    /** Labels before this one have been expanded. */
    private final int expanded;

    private boolean allReturned;
    private boolean edgesTruncated;

    Collector(Snapshot graph, Plan plan, Scratch scratch, int expanded) {
        this.graph = graph;
        this.plan = plan;
        this.scratch = scratch;
        this.side = plan.forward() ? graph.out : graph.in;
        this.expanded = expanded;
    }

    Found collect(
            Found.Ending ending,
            int nodesReached,
            long edgesReached,
            int maxDepth,
            long firstMillis,
            long lastMillis,
            int[] kindCounts) {
        int size = Math.min(nodesReached, plan.nodeLimit());
        allReturned = size == nodesReached;
        int[] nodes = new int[size];
        byte[] kinds = new byte[size];
        int[] depths = new int[size];
        long[] times = new long[size];
        Chains chains = Chains.of(graph, plan, scratch, scratch.returnedLabels, size);
        for (int rank = 0; rank < size; rank++) {
            int node = scratch.node(scratch.returnedLabels[rank]);
            nodes[rank] = node;
            kinds[rank] = graph.kind(node);
            depths[rank] = scratch.returnedDepths[rank];
            times[rank] = depths[rank] != 0 && plan.timeRespecting()
                    ? plan.millis(scratch.key(scratch.newest[node]))
                    : chains.lastMillis(rank);
        }
        int[] beyond = new int[plan.seen() == null ? 0 : size];
        FoundEdges edges = edges(size, beyond);
        return new Found(
                ending,
                nodesReached,
                edgesReached,
                maxDepth,
                firstMillis,
                lastMillis,
                kindCounts,
                nodes,
                kinds,
                depths,
                times,
                chains,
                edges,
                edgesTruncated,
                beyond);
    }

    /** The edges that count between the first {@code size} nodes, node by node, each node's in order of time. */
    private FoundEdges edges(int size, int[] beyond) {
        FoundEdges found = new FoundEdges(graph.edges, 0);
        for (int rank = 0; rank < beyond.length; rank++) {
            int marked = scratch.marked(scratch.returnedLabels[rank]);
            beyond[rank] = beyond(marked & Search.NODE);
        }
        for (int rank = 0; rank < size && !edgesTruncated; rank++) {
            int marked = scratch.marked(scratch.returnedLabels[rank]);
            int node = marked & Search.NODE;
            int label = (marked & Search.TERMINAL) != 0 ? Search.NONE : scratch.newest[node];
            while (label >= expanded) {
                label = scratch.previous(label);
            }
            if (label >= 0) {
                edgesOf(node, label, size, found);
            }
        }
        return found;
    }

    /** The node's edges that its label, the last one expanded, and those before it made usable. */
    private void edgesOf(int node, int label, int size, FoundEdges found) {
        long fromKey = plan.timeRespecting() ? scratch.key(label) : plan.startKey();
        long fromMillis = plan.forward() ? fromKey : -plan.endKey();
        long toMillis = plan.forward() ? plan.endKey() : -fromKey;
        int segment = node >>> Numbering.SEGMENT_BITS;
        addEdges(side.bases[segment], node, fromMillis, toMillis, size, found);
        Adjacency delta = side.deltas[segment];
        if (delta != null) {
            addEdges(delta, node, fromMillis, toMillis, size, found);
        }
    }

    private void addEdges(Adjacency adjacency, int node, long fromMillis, long toMillis, int size, FoundEdges found) {
        int group = adjacency.group(node & Numbering.SEGMENT_MASK);
        if (group < 0) {
            return;
        }
        int end = adjacency.groupEnd(group);
        int from = adjacency.firstAtOrAfter(adjacency.groupStart(group), end, fromMillis);
        int to = adjacency.firstAtOrAfter(from, end, toMillis);
        for (int slot = from; slot < to; slot++) {
            int kind = adjacency.kind(slot);
            int other = adjacency.node(slot);
            if ((plan.edgeKinds() >>> kind & 1) == 0) {
                continue;
            }
            if (!plan.sees(other) || !isReturned(other, size)) {
                continue;
            }
            if (found.size() == plan.edgeLimit()) {
                edgesTruncated = true;
                return;
            }
            int source = plan.forward() ? node : other;
            int target = plan.forward() ? other : node;
            found.add(adjacency.edgeNos[slot], source, target, kind, adjacency.time(slot));
        }
    }

    /**
     * Edges of a node to nodes that are not seen. The query's window, kinds and mode have no part in it: who could choose them
     * could find out the time and the kind of each by asking again and again. None of a node of a terminal kind, start or not:
     * what many lots share has too much behind it.
     */
    private int beyond(int node) {
        int segment = node >>> Numbering.SEGMENT_BITS;
        if ((plan.terminalKinds() >>> graph.kind(node) & 1) != 0) {
            return 0;
        }
        Adjacency delta = side.deltas[segment];
        return beyond(side.bases[segment], node) + (delta == null ? 0 : beyond(delta, node));
    }

    private int beyond(Adjacency adjacency, int node) {
        int group = adjacency.group(node & Numbering.SEGMENT_MASK);
        if (group < 0) {
            return 0;
        }
        int hidden = 0;
        for (int slot = adjacency.groupStart(group); slot < adjacency.groupEnd(group); slot++) {
            if ((plan.beyondKinds() >>> adjacency.kind(slot) & 1) != 0 && !plan.sees(adjacency.node(slot))) {
                hidden++;
            }
        }
        return hidden;
    }

    /** Nodes come in the order of their first labels. */
    private boolean isReturned(int node, int size) {
        if (allReturned || !scratch.isReached(node)) {
            return scratch.isReached(node);
        }
        int label = scratch.newest[node];
        while (scratch.previous(label) != Search.NONE) {
            label = scratch.previous(label);
        }
        return label <= scratch.returnedLabels[size - 1];
    }
}
