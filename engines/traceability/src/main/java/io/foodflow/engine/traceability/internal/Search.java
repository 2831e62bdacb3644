package io.foodflow.engine.traceability.internal;

import org.jspecify.annotations.Nullable;

/**
 * Finds what a lot can have reached, or come from.
 *
 * <p><b>The question.</b> Edges carry a time. Forward, a chain of edges counts when no edge is earlier than the one before it;
 * backward, when none is later than the one after it. Wanted are all nodes at the end of a chain of at most D edges, each with
 * its fewest edges and its earliest arrival (backward: latest departure). This is the earliest-arrival problem of temporal
 * graphs with zero transit times [1, 2], with a bound on the number of edges.
 *
 * <p><b>The idea.</b> An edge brings material to its end at its own time, however early the material was at its beginning. So an
 * edge needs to be looked at once, when it first becomes usable, and never again. Let a(v, k) be the earliest arrival at v over
 * chains of at most k edges. Going from k to k + 1, the edges of v that become usable are just those with a time in
 * [a(v, k), a(v, k - 1)). A node's edges lie in order of time, so these are a run of slots: two binary searches, no heap.
 *
 * <p><b>Levels and labels.</b> The search goes level by level, as breadth-first search does. A label is (node, arrival, level);
 * a node gets one in each level in which its arrival improves. While level k is expanded, an improvement is written to the
 * node's label of level k + 1, which is overwritten by a better one until its level begins; labels of level k stand still. By
 * induction the label of level k, or the last before it, is exactly a(v, k), so a depth limit, windows and kinds (which only
 * take edges away) stay exact, where a search that used improvements at once would count chains of too many edges. A node's
 * first label has its fewest edges; its last, the earliest arrival. Going round a cycle never improves an arrival, so cycles end
 * by themselves. Each label knows the label and edge it came from; since that label is of the level before and arrived no later
 * than the edge's time, the chain of labels is a path of exactly depth edges that counts. (Parents kept per node would not be:
 * a node's later improvement can come over more edges than the depth of what hangs on it.)
 *
 * <p>Backward is the same with time reversed: labels compare by {@code ~time}, see {@link Plan#key}. Without regard to time each
 * node has one label and this is plain breadth-first search.
 *
 * <p><b>Cost.</b> For r nodes and e edges that count, with labels l &lt;= e: O(e + l log d) time, d the largest number of edges
 * at a node; in practice l is close to r. No recursion, no allocation beyond {@link Scratch}.
 *
 * <ol>
 *   <li>H. Wu, J. Cheng, S. Huang, Y. Ke, Y. Lu, Y. Xu: Path problems in temporal graphs. PVLDB 7(9), 2014. Their one-pass
 *       algorithm reads all edges of the graph in order of time; this one reads only those it reaches, and bounds the edges of
 *       a chain.
 *   <li>B. Bui Xuan, A. Ferreira, A. Jarry: Computing shortest, fastest, and foremost journeys in dynamic networks.
 *       Int. J. Found. Comput. Sci. 14(2), 2003.
 * </ol>
 *
 * <p>One search at a time; not thread-safe.
 */
public final class Search {
    /** Marks, in a label's node, that the search does not pass through. */
    static final int TERMINAL = 1 << 31;

    static final int NONE = -1;

    private static final int POLL_INTERVAL = 1 << 16;

    private final Snapshot graph;
    private final Plan plan;
    private final Scratch scratch;
    private final Snapshot.Side side;
    private final long startKey;
    private final long endKey;

    private int nextLevel;
    private int nextDepth;
    private int expanded;
    private int nodesReached;
    private long edgesReached;
    private int maxDepth;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;
    private final int[] kindCounts = new int[64];
    private long workLeft;
    private int untilPoll = POLL_INTERVAL;
    private Found.Ending ending = Found.Ending.COMPLETE;

    private Search(Snapshot graph, Plan plan, Scratch scratch) {
        this.graph = graph;
        this.plan = plan;
        this.scratch = scratch;
        this.side = plan.forward() ? graph.out : graph.in;
        this.startKey = plan.startKey();
        this.endKey = plan.endKey();
        this.workLeft = plan.workLimit();
    }

    /** Everything the plan reaches from {@code start}, which must exist. */
    public static Found run(Snapshot graph, Plan plan, int[] start) {
        Scratch scratch = graph.scratches.take();
        Search search = new Search(graph, plan, scratch);
        search.search(start, NONE);
        Found found = new Collector(graph, plan, scratch, search.expanded)
                .collect(
                        search.ending,
                        search.nodesReached,
                        search.edgesReached,
                        search.maxDepth,
                        search.firstMillis,
                        search.lastMillis,
                        search.kindCounts);
        scratch.end();
        graph.scratches.give(scratch);
        return found;
    }

    /** The chain of fewest edges to {@code target}, null when the plan does not reach it. */
    public static @Nullable Chains path(Snapshot graph, Plan plan, int[] start, int target) {
        Scratch scratch = graph.scratches.take();
        Search search = new Search(graph, plan, scratch);
        search.search(start, target);
        Chains chains = null;
        int label = scratch.entries[target] - scratch.first;
        if (label >= 0) {
            chains = Chains.of(graph.edges, plan, scratch, new int[] {label}, 1);
        }
        scratch.end();
        graph.scratches.give(scratch);
        return chains;
    }

    private void search(int[] start, int target) {
        scratch.begin(graph.nodeLimit());
        for (int node : start) {
            if (scratch.entries[node] < scratch.first) {
                reach(node, startKey, NONE, 0, NONE);
            }
        }
        int level = 0;
        int depth = 0;
        while (level < scratch.size && depth < plan.depthLimit() && !isReached(target)) {
            nextLevel = scratch.size;
            nextDepth = ++depth;
            for (int label = level; label < nextLevel; label++) {
                if (isOver()) {
                    return;
                }
                expand(label);
            }
            level = nextLevel;
        }
    }

    private boolean isReached(int target) {
        return target != NONE && scratch.entries[target] >= scratch.first;
    }

    private boolean isOver() {
        if (ending == Found.Ending.COMPLETE && --untilPoll < 0) {
            untilPoll = POLL_INTERVAL;
            if (plan.cancelled().getAsBoolean()) {
                ending = Found.Ending.CANCELLED;
            }
        }
        return ending != Found.Ending.COMPLETE;
    }

    private void expand(int label) {
        expanded = label + 1;
        int node = scratch.nodes[label];
        if (node < 0) {
            return;
        }
        int before = scratch.previous[label];
        long fromKey = plan.timeRespecting() ? scratch.keys[label] : startKey;
        long toKey = before == NONE ? endKey : scratch.keys[before];
        long fromMillis = plan.forward() ? fromKey : -toKey;
        long toMillis = plan.forward() ? toKey : -fromKey;
        int segment = node >>> Numbering.SEGMENT_BITS;
        int local = node & Numbering.SEGMENT_MASK;
        scan(side.bases[segment], local, fromMillis, toMillis, label);
        Adjacency delta = side.deltas[segment];
        if (delta != null) {
            scan(delta, local, fromMillis, toMillis, label);
        }
    }

    /** Looks at the edges of a node with a time in {@code [fromMillis, toMillis)}. */
    private void scan(Adjacency adjacency, int local, long fromMillis, long toMillis, int label) {
        int group = adjacency.group(local);
        if (group < 0) {
            return;
        }
        int groupEnd = adjacency.groupEnd(group);
        int from = adjacency.firstAtOrAfter(adjacency.groupStart(group), groupEnd, fromMillis);
        int to = adjacency.firstAtOrAfter(from, groupEnd, toMillis);
        if (to - from > workLeft) {
            to = from + (int) workLeft;
            ending = Found.Ending.WORK_LIMIT;
        }
        workLeft -= to - from;
        untilPoll -= to - from;
        scanSlots(adjacency, from, to, label);
    }

    private void scanSlots(Adjacency adjacency, int from, int to, int label) {
        long[] links = adjacency.links;
        int[] entries = scratch.entries;
        int first = scratch.first;
        long kinds = plan.edgeKinds();
        long flip = plan.forward() ? 0 : -1;
        boolean timed = plan.timeRespecting();
        int linkBits = adjacency.linkBits;
        int shift = adjacency.shift;
        long nodeMask = (1L << linkBits) - 1;
        long baseMillis = adjacency.baseMillis;
        for (int slot = from; slot < to; slot++) {
            long link = links[slot];
            if ((kinds >>> link & 1) == 0) {
                continue;
            }
            long millis = baseMillis + ((link >>> linkBits) << shift);
            if (shift != 0) {
                millis += adjacency.fine(slot);
            }
            edgesReached++;
            firstMillis = Math.min(firstMillis, millis);
            lastMillis = Math.max(lastMillis, millis);
            int node = (int) ((link & nodeMask) >>> 6);
            int entry = entries[node] - first;
            if (entry < 0) {
                reach(node, millis ^ flip, adjacency.edgeNos[slot], (int) link & 63, label);
            } else if (timed && (millis ^ flip) < scratch.keys[entry]) {
                improve(entry, millis ^ flip, adjacency.edgeNos[slot], (int) link & 63, label);
            }
        }
    }

    private void reach(int node, long key, int edgeNo, int edgeKind, int parent) {
        int rank = nodesReached++;
        int kind = graph.kinds[node >>> Numbering.SEGMENT_BITS][node & Numbering.SEGMENT_MASK];
        kindCounts[kind]++;
        maxDepth = nextDepth;
        boolean terminal = parent != NONE && (plan.terminalKinds() >>> kind & 1) != 0;
        if (rank < plan.nodeLimit()) {
            if (rank == scratch.returnedLabels.length) {
                scratch.growReturned();
            }
            scratch.returnedLabels[rank] = scratch.size;
            scratch.returnedDepths[rank] = nextDepth;
        }
        append(terminal ? node | TERMINAL : node, key, edgeNo, edgeKind, parent, NONE, rank);
    }

    /** A better arrival at a node: a new label, unless the node has one in the coming level. */
    private void improve(int label, long key, int edgeNo, int edgeKind, int parent) {
        if (label >= nextLevel) {
            scratch.keys[label] = key;
            scratch.edgeNos[label] = edgeNo;
            scratch.edgeKinds[label] = (byte) edgeKind;
            scratch.parents[label] = parent;
        } else {
            append(scratch.nodes[label], key, edgeNo, edgeKind, parent, label, scratch.ranks[label]);
        }
    }

    private void append(int node, long key, int edgeNo, int edgeKind, int parent, int before, int rank) {
        Scratch s = scratch;
        int label = s.size;
        if (label == s.nodes.length) {
            s.grow();
        }
        s.nodes[label] = node;
        s.keys[label] = key;
        s.edgeNos[label] = edgeNo;
        s.edgeKinds[label] = (byte) edgeKind;
        s.parents[label] = parent;
        s.previous[label] = before;
        s.ranks[label] = rank;
        s.entries[node & ~TERMINAL] = s.first + label;
        s.size = label + 1;
    }
}
