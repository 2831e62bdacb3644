package io.foodflow.engine.traceability.internal;

import java.util.function.IntPredicate;
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
 * node's label of level k + 1, which gives way to a better one until its level begins; labels of level k stand still. By
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
 * <p><b>The loops.</b> What costs is waiting for memory: the edges of each node lie somewhere else, and so does the state of the
 * node at the end of each edge. So labels are expanded in blocks: first the runs of slots of a whole block are located, each
 * independently of the others; then their edges are scanned. Whether an edge makes a label is as good as random, so the scan does
 * not branch on it: it writes the label in any case and counts it or not. What can wait (rank, kind, giving way within a level)
 * is done afterwards over the new labels of a level. The key kept for a node is cut to 32 bits, so that one read tells whether
 * an edge can improve it; a tie makes a label that is compared in full afterwards. Once all edges of a node are usable, a better
 * arrival makes no new label but is noted in the node's last one.
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
    /** The node of a label, without its marks. */
    static final int NODE = Numbering.MAX_NODES - 1;

    /** Marks a label whose node is reached but not passed through. */
    static final int TERMINAL = 1 << 30;

    /**
     * Marks a label whose node will not be expanded again: it is terminal, or all of its edges are usable already. A better
     * arrival is then noted in the label itself.
     */
    static final int STILL = 1 << 31;

    static final int NONE = -1;

    private static final int BLOCK = 128;
    private static final int POLL_INTERVAL = 1 << 16;

    private final Snapshot graph;
    private final Plan plan;
    private final Scratch scratch;
    private final Snapshot.Side side;
    private final long startKey;
    private final long endKey;

    /** Whether no edge's key lies before the start key and none's after the end key, so that neither need be looked for. */
    private final boolean fromStart;

    private final boolean toEnd;

    /** Bits that a key, counted from the start key, has to lose to fit into 32. */
    private final int coarseness;

    private final int[] runStarts = new int[BLOCK];
    private final int[] runEnds = new int[BLOCK];

    /** Whether no better arrival could make more of the node's slots usable. */
    private final boolean[] runExhausts = new boolean[BLOCK];

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
        boolean sinceEarliest = plan.fromMillis() <= graph.earliestMillis;
        boolean untilLatest = plan.toMillis() >= graph.latestMillis;
        this.fromStart = !plan.timeRespecting() && (plan.forward() ? sinceEarliest : untilLatest);
        this.toEnd = plan.forward() ? untilLatest : sinceEarliest;
        this.coarseness = coarseness(endKey - startKey);
        this.workLeft = plan.workLimit();
    }

    private static int coarseness(long keys) {
        int bits = 0;
        while (keys >>> bits >= (Scratch.UNREACHED & 0xFFFF_FFFFL)) {
            bits++;
        }
        return bits;
    }

    /** Everything the plan reaches from {@code start}, which must exist. */
    public static Found run(Snapshot graph, Plan plan, int[] start) {
        Plan bounded = plan.within(graph.earliestMillis, graph.latestMillis);
        Scratch scratch = graph.scratches.take();
        Search search = new Search(graph, bounded, scratch);
        search.search(start, NONE);
        Found found = new Collector(graph, bounded, scratch, search.expanded)
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
        Plan bounded = plan.within(graph.earliestMillis, graph.latestMillis);
        Scratch scratch = graph.scratches.take();
        new Search(graph, bounded, scratch).search(start, target);
        Chains chains = null;
        if (scratch.isReached(target)) {
            chains = Chains.of(graph, bounded, scratch, new int[] {scratch.newest[target]}, 1);
        }
        scratch.end();
        graph.scratches.give(scratch);
        return chains;
    }

    private void search(int[] start, int target) {
        scratch.begin(graph.nodeLimit);
        for (int node : start) {
            if (!scratch.isReached(node)) {
                addStart(node);
            }
        }
        settle(0, 0);
        int level = 0;
        int depth = 0;
        while (level < scratch.size
                && depth < plan.depthLimit()
                && ending == Found.Ending.COMPLETE
                && (target == NONE || !scratch.isReached(target))) {
            int nextLevel = scratch.size;
            for (int block = level; block < nextLevel && !isOver(); block += BLOCK) {
                expand(block, Math.min(nextLevel, block + BLOCK));
            }
            settle(nextLevel, ++depth);
            level = nextLevel;
        }
    }

    private void addStart(int node) {
        scratch.reserve(1);
        int label = scratch.size++;
        scratch.labels[label * Scratch.WORDS] = startKey;
        scratch.labels[label * Scratch.WORDS + 1] = (long) NONE << 32 | node;
        scratch.labels[label * Scratch.WORDS + 2] = (long) NONE << 32;
        scratch.arrivals[node] = 0;
    }

    private boolean isOver() {
        if (untilPoll < 0 && ending == Found.Ending.COMPLETE) {
            untilPoll = POLL_INTERVAL;
            if (plan.cancelled().getAsBoolean()) {
                ending = Found.Ending.CANCELLED;
            }
        }
        untilPoll -= BLOCK;
        return ending != Found.Ending.COMPLETE;
    }

    /** Expands the labels {@code [from, to)}. */
    private void expand(int from, int to) {
        for (int label = from; label < to; label++) {
            locate(label, label - from);
        }
        for (int label = from; label < to && ending == Found.Ending.COMPLETE; label++) {
            expanded = label + 1;
            int node = scratch.marked(label);
            if (node >= 0) {
                int run = label - from;
                int segment = node >>> Numbering.SEGMENT_BITS;
                scan(side.bases[segment], runStarts[run], runEnds[run], label, 0);
                boolean exhausted = runExhausts[run];
                Adjacency delta = side.deltas[segment];
                if (delta != null) {
                    locate(delta, label, run);
                    scan(delta, runStarts[run], runEnds[run], label, -1);
                    exhausted &= runExhausts[run];
                }
                if (exhausted) {
                    scratch.mark(label, STILL);
                }
            }
        }
    }

    private void locate(int label, int run) {
        int node = scratch.marked(label);
        if (node >= 0) {
            locate(side.bases[node >>> Numbering.SEGMENT_BITS], label, run);
        }
    }

    /** Finds the slots that the label makes usable: those with a key from its own up to that of the node's label before. */
    private void locate(Adjacency adjacency, int label, int run) {
        int group = adjacency.group(scratch.marked(label) & Numbering.SEGMENT_MASK);
        if (group < 0) {
            runStarts[run] = 0;
            runEnds[run] = 0;
            runExhausts[run] = true;
            return;
        }
        int start = adjacency.groupStart(group);
        int end = adjacency.groupEnd(group);
        int before = scratch.previous(label);
        if (plan.forward()) {
            int from = fromStart ? start : adjacency.firstAtOrAfter(start, end, fromKey(label));
            runStarts[run] = from;
            runEnds[run] = before == NONE && toEnd ? end : adjacency.firstAtOrAfter(from, end, toKey(before));
            runExhausts[run] = from == start;
        } else {
            int to = fromStart ? end : adjacency.firstAtOrAfter(start, end, -fromKey(label));
            runStarts[run] = before == NONE && toEnd ? start : adjacency.firstAtOrAfter(start, to, -toKey(before));
            runEnds[run] = to;
            runExhausts[run] = to == end;
        }
    }

    private long fromKey(int label) {
        return plan.timeRespecting() ? scratch.key(label) : startKey;
    }

    private long toKey(int before) {
        return before == NONE ? endKey : scratch.key(before);
    }

    private void scan(Adjacency adjacency, int from, int end, int label, int slotFlip) {
        int to = end;
        if (to - from > workLeft) {
            to = from + (int) workLeft;
            ending = Found.Ending.WORK_LIMIT;
        }
        if (from == to) {
            return;
        }
        workLeft -= to - from;
        untilPoll -= to - from;
        scratch.reserve(to - from);
        if (plan.seen() != null) {
            scanSeen(adjacency, from, to, label, slotFlip, plan.seen());
            return;
        }
        if (plan.timeRespecting()) {
            scanTimed(adjacency, from, to, label, slotFlip);
        } else {
            scanAll(adjacency, from, to, label, slotFlip);
        }
        noteTimes(adjacency, from, to);
    }

    private void scanTimed(Adjacency adjacency, int from, int to, int label, int slotFlip) {
        long[] links = adjacency.links;
        int linkBits = adjacency.linkBits;
        int shift = adjacency.shift;
        long nodeMask = (1L << linkBits) - 1;
        long baseMillis = adjacency.baseMillis;
        int[] arrivals = scratch.arrivals;
        long kinds = plan.edgeKinds();
        long flip = plan.forward() ? 0 : -1;
        long[] labels = scratch.labels;
        long parent = (long) label << 32;
        int mayTie = coarseness == 0 ? 0 : 1;
        int size = scratch.size;
        long counted = 0;
        for (int slot = from; slot < to; slot++) {
            long link = links[slot];
            int node = (int) ((link & nodeMask) >>> 6);
            long key = baseMillis + ((link >>> linkBits) << shift);
            if (shift != 0) {
                key += adjacency.fine(slot);
            }
            key ^= flip;
            long arrival = arrivals[node] & 0xFFFF_FFFFL;
            long cutKey = (key - startKey) >>> coarseness;
            long better = (cutKey - arrival - mayTie) >> 63;
            long counts = -((kinds >>> link) & 1);
            long labelled = better & counts;
            long unreached = (0xFFFF_FFFEL - arrival) >> 63;
            int word = size * Scratch.WORDS;
            labels[word] = key;
            labels[word + 1] = parent | node;
            labels[word + 2] = ((Scratch.UNSETTLED - unreached) << 32) | ((slot ^ slotFlip) & 0xFFFF_FFFFL);
            arrivals[node] = (int) (arrival ^ ((arrival ^ cutKey) & labelled));
            size -= (int) labelled;
            counted -= counts;
        }
        scratch.size = size;
        edgesReached += counted;
    }

    private void scanAll(Adjacency adjacency, int from, int to, int label, int slotFlip) {
        long[] links = adjacency.links;
        long nodeMask = (1L << adjacency.linkBits) - 1;
        int[] arrivals = scratch.arrivals;
        long kinds = plan.edgeKinds();
        long[] labels = scratch.labels;
        long parent = (long) label << 32;
        int size = scratch.size;
        long counted = 0;
        for (int slot = from; slot < to; slot++) {
            long link = links[slot];
            int node = (int) ((link & nodeMask) >>> 6);
            int arrival = arrivals[node];
            long counts = -((kinds >>> link) & 1);
            long labelled = (0xFFFF_FFFEL - (arrival & 0xFFFF_FFFFL)) >> 63 & counts;
            int word = size * Scratch.WORDS;
            labels[word + 1] = parent | node;
            labels[word + 2] = ((long) NONE << 32) | ((slot ^ slotFlip) & 0xFFFF_FFFFL);
            arrivals[node] = arrival & (int) ~labelled;
            size -= (int) labelled;
            counted -= counts;
        }
        scratch.size = size;
        edgesReached += counted;
    }

    /** As {@link #scanTimed} and {@link #scanAll}, for an asker who does not see every node: the others are not there. */
    private void scanSeen(Adjacency adjacency, int from, int to, int label, int slotFlip, IntPredicate seen) {
        boolean timed = plan.timeRespecting();
        int[] arrivals = scratch.arrivals;
        long[] labels = scratch.labels;
        int mayTie = coarseness == 0 ? 0 : 1;
        int size = scratch.size;
        for (int slot = from; slot < to; slot++) {
            int node = adjacency.node(slot);
            if (!counts(adjacency, slot) || !seen.test(node)) {
                continue;
            }
            edgesReached++;
            long millis = adjacency.time(slot);
            firstMillis = Math.min(firstMillis, millis);
            lastMillis = Math.max(lastMillis, millis);
            long key = plan.key(millis);
            long cutKey = timed ? (key - startKey) >>> coarseness : 0;
            boolean reached = arrivals[node] != Scratch.UNREACHED;
            if (reached && (!timed || cutKey >= (arrivals[node] & 0xFFFF_FFFFL) + mayTie)) {
                continue;
            }
            int word = size * Scratch.WORDS;
            labels[word] = key;
            labels[word + 1] = (long) label << 32 | node;
            labels[word + 2] = (long) (reached ? Scratch.UNSETTLED : NONE) << 32 | ((slot ^ slotFlip) & 0xFFFF_FFFFL);
            arrivals[node] = (int) cutKey;
            size++;
        }
        scratch.size = size;
    }

    /** Slots are in order of time, so the first and the last that count have the first and the last time. */
    private void noteTimes(Adjacency adjacency, int from, int to) {
        if (adjacency.time(from) >= firstMillis && adjacency.time(to - 1) <= lastMillis) {
            return;
        }
        int first = from;
        while (first < to && !counts(adjacency, first)) {
            first++;
        }
        if (first < to) {
            int last = to - 1;
            while (!counts(adjacency, last)) {
                last--;
            }
            firstMillis = Math.min(firstMillis, adjacency.time(first));
            lastMillis = Math.max(lastMillis, adjacency.time(last));
        }
    }

    private boolean counts(Adjacency adjacency, int slot) {
        return (plan.edgeKinds() >>> adjacency.links[slot] & 1) != 0;
    }

    /** Does for the new labels, {@code level} and after, what the scan left for later. */
    private void settle(int level, int depth) {
        int made = scratch.size;
        int kept = level;
        for (int label = level; label < made; label++) {
            if (scratch.previous(label) == NONE) {
                scratch.move(label, kept);
                settleFirst(kept++, depth);
            } else if (settleLater(label, level, kept)) {
                kept++;
            }
        }
        scratch.size = kept;
    }

    private void settleFirst(int label, int depth) {
        int node = scratch.node(label);
        int rank = nodesReached++;
        int kind = graph.kinds[node >>> Numbering.SEGMENT_BITS][node & Numbering.SEGMENT_MASK];
        kindCounts[kind]++;
        maxDepth = depth;
        scratch.newest[node] = label;
        if (depth != 0 && (plan.terminalKinds() >>> kind & 1) != 0) {
            scratch.mark(label, TERMINAL | STILL);
        }
        if (rank < plan.nodeLimit()) {
            scratch.returned(rank, label, depth);
        }
    }

    /** Settles a label of a node that has one already; says whether it has been kept, as number {@code next}. */
    private boolean settleLater(int label, int level, int next) {
        int node = scratch.node(label);
        int before = scratch.newest[node];
        if (scratch.key(label) >= scratch.key(before)) {
            return false;
        }
        if (before >= level) {
            scratch.improve(before, label);
            return false;
        }
        if (scratch.marked(before) < 0) {
            scratch.key(before, scratch.key(label));
            return false;
        }
        scratch.move(label, next);
        scratch.previous(next, before);
        scratch.newest[node] = next;
        return true;
    }
}
