package io.foodflow.engine.traceability.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the snapshot that follows another. Changes are collected as their net effect, then each segment side they touch is
 * made anew: edges go to its delta, and the delta into a new base once it has more than 512 + 4 sqrt(b) edges beside a base of
 * b. That keeps both costs low: a batch copies a delta, which is small, and an edge pays for its share of b / delta in a merge.
 * Taking an edge away merges at once. What is not touched is shared with the snapshot before, which is left as it was.
 *
 * <p>Cost of a batch of c changes: O(c log c + touched deltas), and O(b) for each merge; to take away or replace an edge by its
 * number alone, one pass over the edge numbers (about 1 ms for each million). Not thread-safe.
 */
public final class Editor {
    private static final long UNKNOWN = -1;

    private final Snapshot before;
    private final Map<Integer, Byte> kinds = new HashMap<>();
    private final Map<Integer, Addition> added = new LinkedHashMap<>();

    /** Ends, packed, of edges that go, by number. */
    private final Map<Integer, Long> removed = new HashMap<>();

    private int nodeLimit;

    private record Addition(int no, int from, int to, int kind, long millis, double quantity, int unit) {}

    /** What happens to one direction of one segment. */
    private static final class SideChange {
        final List<Insertion.Entry> added = new ArrayList<>();
        boolean removes;
    }

    public Editor(Snapshot before) {
        this.before = before;
        this.nodeLimit = before.nodeLimit;
    }

    /** The node's kind after the changes so far, {@link Numbering#ABSENT} when there is none. */
    public int kind(int node) {
        Byte kind = kinds.get(node);
        return kind == null ? before.kind(node) : kind;
    }

    public void putNode(int no, int kind) {
        kinds.put(no, (byte) kind);
        nodeLimit = Math.max(nodeLimit, no + 1);
    }

    public void removeNode(int no) {
        if (kind(no) == Numbering.ABSENT) {
            return;
        }
        kinds.put(no, Numbering.ABSENT);
        added.values().removeIf(edge -> edge.from == no || edge.to == no);
        if (before.kind(no) != Numbering.ABSENT) {
            before.forEachEdge(no, true, (edge, to, kind, millis) -> removed.put(edge, ends(no, to)));
            before.forEachEdge(no, false, (edge, from, kind, millis) -> removed.put(edge, ends(from, no)));
        }
    }

    public void putEdge(int no, int from, int to, int kind, long millis, double quantity, int unit) {
        removeEdge(no);
        added.put(no, new Addition(no, from, to, kind, millis, quantity, unit));
    }

    public void removeEdge(int no) {
        added.remove(no);
        if (before.containsEdge(no)) {
            removed.putIfAbsent(no, UNKNOWN);
        }
    }

    private static long ends(int from, int to) {
        return (long) from << 32 | to;
    }

    /** The snapshot with all changes. */
    public Snapshot build() {
        locateRemoved();
        int segments = Numbering.segments(nodeLimit);
        Map<Integer, SideChange> outChanges = new HashMap<>();
        Map<Integer, SideChange> inChanges = new HashMap<>();
        for (Addition edge : added.values()) {
            change(outChanges, edge.from).added.add(entry(edge, edge.from, edge.to));
            change(inChanges, edge.to).added.add(entry(edge, edge.to, edge.from));
        }
        for (long ends : removed.values()) {
            change(outChanges, (int) (ends >>> 32)).removes = true;
            change(inChanges, (int) ends).removes = true;
        }
        return new Snapshot(
                changedKinds(segments),
                changedSide(before.out, outChanges, segments),
                changedSide(before.in, inChanges, segments),
                changedTable(),
                nodeLimit,
                changedNodeCount(),
                before.edgeCount + added.size() - removed.size(),
                added.values().stream().mapToLong(Addition::millis).reduce(before.earliestMillis, Math::min),
                added.values().stream().mapToLong(Addition::millis).reduce(before.latestMillis, Math::max),
                before.scratches);
    }

    private static Insertion.Entry entry(Addition edge, int node, int other) {
        return new Insertion.Entry(node & Numbering.SEGMENT_MASK, other, edge.kind, edge.millis, edge.no);
    }

    private static SideChange change(Map<Integer, SideChange> changes, int node) {
        return changes.computeIfAbsent(node >>> Numbering.SEGMENT_BITS, segment -> new SideChange());
    }

    /** Finds the ends of edges of which only the number is known, in one pass over the edge numbers. */
    private void locateRemoved() {
        int[] unknown = removed.entrySet().stream()
                .filter(edge -> edge.getValue() == UNKNOWN)
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
        if (unknown.length == 0) {
            return;
        }
        for (int segment = 0; segment < before.out.bases.length; segment++) {
            locate(unknown, before.out.bases[segment], segment);
            Adjacency delta = before.out.deltas[segment];
            if (delta != null) {
                locate(unknown, delta, segment);
            }
        }
        removed.values().removeIf(ends -> ends == UNKNOWN);
    }

    private void locate(int[] sorted, Adjacency adjacency, int segment) {
        int[] edgeNos = adjacency.edgeNos;
        int smallest = sorted[0];
        int largest = sorted[sorted.length - 1];
        for (int slot = 0; slot < edgeNos.length; slot++) {
            int no = edgeNos[slot];
            if (no >= smallest && no <= largest && Arrays.binarySearch(sorted, no) >= 0) {
                int from = segment << Numbering.SEGMENT_BITS | adjacency.localOf(slot);
                removed.put(no, ends(from, adjacency.node(slot)));
            }
        }
    }

    private byte[][] changedKinds(int segments) {
        byte[][] changed = Arrays.copyOf(before.kinds, segments);
        BitSet copied = new BitSet(segments);
        int firstChanged = nodeLimit == before.nodeLimit ? segments : Math.max(0, before.kinds.length - 1);
        for (int segment = firstChanged; segment < segments; segment++) {
            changed[segment] = lengthened(segment);
            copied.set(segment);
        }
        for (Map.Entry<Integer, Byte> node : kinds.entrySet()) {
            int segment = node.getKey() >>> Numbering.SEGMENT_BITS;
            if (!copied.get(segment)) {
                copied.set(segment);
                changed[segment] = changed[segment].clone();
            }
            changed[segment][node.getKey() & Numbering.SEGMENT_MASK] = node.getValue();
        }
        return changed;
    }

    private byte[] lengthened(int segment) {
        int nodes = Math.min(Numbering.SEGMENT_NODES, nodeLimit - (segment << Numbering.SEGMENT_BITS));
        byte[] known = segment < before.kinds.length ? before.kinds[segment] : new byte[0];
        byte[] longer = Arrays.copyOf(known, nodes);
        Arrays.fill(longer, known.length, nodes, Numbering.ABSENT);
        return longer;
    }

    private int changedNodeCount() {
        int count = before.nodeCount;
        for (Map.Entry<Integer, Byte> node : kinds.entrySet()) {
            count -= before.kind(node.getKey()) == Numbering.ABSENT ? 0 : 1;
            count += node.getValue() == Numbering.ABSENT ? 0 : 1;
        }
        return count;
    }

    private EdgeTable changedTable() {
        EdgeTable table = before.edges.next();
        table.remove(removed.keySet().stream().mapToInt(Integer::intValue).toArray());
        for (Addition edge : added.values()) {
            table.put(edge.no, edge.quantity, edge.unit);
        }
        return table;
    }

    private Snapshot.Side changedSide(Snapshot.Side side, Map<Integer, SideChange> changes, int segments) {
        Adjacency[] bases = Arrays.copyOf(side.bases, segments);
        @Nullable Adjacency[] deltas = Arrays.copyOf(side.deltas, segments);
        Arrays.fill(bases, side.bases.length, segments, Adjacency.EMPTY);
        changes.forEach((segment, change) -> {
            Adjacency base = bases[segment];
            Adjacency delta = deltas[segment];
            int deltaSize = (delta == null ? 0 : delta.size()) + change.added.size();
            if (change.removes || deltaSize > 512 + 4 * (int) Math.sqrt(base.size())) {
                if (delta != null) {
                    addAll(delta, change.added);
                }
                bases[segment] = change.removes ? rebuilt(base, change.added).base() : merged(base, change.added);
                deltas[segment] = null;
            } else if (delta != null && fit(delta, change.added)) {
                deltas[segment] = Insertion.into(delta, change.added);
            } else {
                deltas[segment] = rebuilt(delta == null ? Adjacency.EMPTY : delta, change.added)
                        .delta();
            }
        });
        return new Snapshot.Side(bases, deltas);
    }

    private Adjacency merged(Adjacency base, List<Insertion.Entry> added) {
        return base.size() > 0 && fit(base, added)
                ? Insertion.into(base, added)
                : rebuilt(base, added).base();
    }

    /** Whether all fit; puts them in order if so. */
    private static boolean fit(Adjacency source, List<Insertion.Entry> added) {
        for (Insertion.Entry entry : added) {
            if (!Insertion.fits(source, entry)) {
                return false;
            }
        }
        added.sort(Insertion.Entry.ORDER);
        return true;
    }

    /** The source without what goes and with what comes, written anew. */
    private AdjacencyBuilder rebuilt(Adjacency source, List<Insertion.Entry> added) {
        AdjacencyBuilder target = new AdjacencyBuilder(source.reach());
        source.forEach((local, no, other, kind, millis) -> {
            if (!isRemoved(no)) {
                target.count(local, millis);
            }
        });
        for (Insertion.Entry entry : added) {
            target.count(entry.local(), entry.millis());
        }
        target.allocate(nodeLimit);
        source.forEach((local, no, other, kind, millis) -> {
            if (!isRemoved(no)) {
                target.place(local, other, kind, millis, no);
            }
        });
        for (Insertion.Entry entry : added) {
            target.place(entry.local(), entry.node(), entry.kind(), entry.millis(), entry.no());
        }
        return target;
    }

    private void addAll(Adjacency delta, List<Insertion.Entry> entries) {
        delta.forEach((local, no, other, kind, millis) -> {
            if (!isRemoved(no)) {
                entries.add(new Insertion.Entry(local, other, kind, millis, no));
            }
        });
    }

    private boolean isRemoved(int no) {
        return !removed.isEmpty() && removed.containsKey(no);
    }
}
