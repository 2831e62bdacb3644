package io.foodflow.engine.traceability.internal;

import org.jspecify.annotations.Nullable;

/**
 * The edges of one direction at the nodes of one segment, grouped by node, each group in order of time. Immutable.
 *
 * <p>An edge takes one slot: a 64-bit <em>link</em> and a 32-bit edge number. From the high end a link is
 *
 * <pre>
 *   0 | tick: 57 - n bits | other node: n bits | edge kind: 6 bits
 * </pre>
 *
 * where n is just enough for the graph's nodes and tick is the time since {@code baseMillis}, so that links compare as their
 * times do and a scan reads one array. With 3.3 million nodes a tick has 35 bits: 397 days in milliseconds. Where the
 * segment's times span more, the tick loses its lowest {@code shift} (at most 16) bits to a parallel array {@code fine}; a
 * time is never rounded. Within a node, slots are ordered by (time, other node, kind, edge number).
 *
 * <p>The group of a node is found by offsets (a base, where most nodes have edges) or by a bit per node and a running count
 * (a delta, where few have).
 */
final class Adjacency {
    private static final int[] NO_RANKS = {};

    /** No edge at any node. */
    static final Adjacency EMPTY = new Adjacency(new long[0], new int[0], null, null, 0, 6, 0, new int[1], null);

    final long[] links;
    final int[] edgeNos;
    final long baseMillis;
    final int linkBits;
    final int shift;

    final byte @Nullable [] fine8;
    final char @Nullable [] fine16;
    final long @Nullable [] present;
    final int[] offsets;
    private final int[] ranks;

    Adjacency(
            long[] links,
            int[] edgeNos,
            byte @Nullable [] fine8,
            char @Nullable [] fine16,
            long baseMillis,
            int linkBits,
            int shift,
            int[] offsets,
            long @Nullable [] present) {
        this.links = links;
        this.edgeNos = edgeNos;
        this.fine8 = fine8;
        this.fine16 = fine16;
        this.baseMillis = baseMillis;
        this.linkBits = linkBits;
        this.shift = shift;
        this.offsets = offsets;
        this.present = present;
        this.ranks = present == null ? NO_RANKS : runningCounts(present);
    }

    private static int[] runningCounts(long[] present) {
        int[] ranks = new int[present.length];
        for (int word = 1; word < present.length; word++) {
            ranks[word] = ranks[word - 1] + Long.bitCount(present[word - 1]);
        }
        return ranks;
    }

    int size() {
        return links.length;
    }

    /**
     * Position of the node's group in {@link #groupStart}, or -1 when it has no slot.
     *
     * @param local node number within the segment
     */
    int group(int local) {
        if (present == null) {
            return local < offsets.length - 1 ? local : -1;
        }
        int word = local >>> 6;
        if (word >= present.length || (present[word] >>> local & 1) == 0) {
            return -1;
        }
        return ranks[word] + Long.bitCount(present[word] & ((1L << local) - 1));
    }

    /** Number of groups of nodes before this one. */
    int groupsBefore(int local) {
        if (present == null) {
            return Math.min(local, offsets.length - 1);
        }
        int word = local >>> 6;
        return word < present.length
                ? ranks[word] + Long.bitCount(present[word] & ((1L << local) - 1))
                : offsets.length - 1;
    }

    int groupStart(int group) {
        return offsets[group];
    }

    int groupEnd(int group) {
        return offsets[group + 1];
    }

    /** Number of nodes, counted from the segment's first, that may have slots. */
    int reach() {
        return present == null ? offsets.length - 1 : present.length << 6;
    }

    /** What is done with each edge of a segment. */
    @FunctionalInterface
    interface SlotVisitor {
        void slot(int local, int no, int node, int kind, long millis);
    }

    /** Visits all slots in order. */
    void forEach(SlotVisitor visitor) {
        for (int local = 0; local < reach(); local++) {
            int group = group(local);
            if (group >= 0) {
                for (int slot = offsets[group]; slot < offsets[group + 1]; slot++) {
                    visitor.slot(local, edgeNos[slot], node(slot), kind(slot), time(slot));
                }
            }
        }
    }

    /** The node, within the segment, whose group holds the slot. */
    int localOf(int slot) {
        int low = 0;
        int high = offsets.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (offsets[middle] <= slot) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return present == null ? low : nodeOfGroup(present, low);
    }

    private static int nodeOfGroup(long[] present, int group) {
        int word = 0;
        int before = 0;
        while (before + Long.bitCount(present[word]) <= group) {
            before += Long.bitCount(present[word++]);
        }
        long bits = present[word];
        for (int skip = group - before; skip > 0; skip--) {
            bits &= bits - 1;
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    int kind(int slot) {
        return (int) links[slot] & 63;
    }

    int node(int slot) {
        return (int) ((links[slot] & ((1L << linkBits) - 1)) >>> 6);
    }

    long time(int slot) {
        return baseMillis + ((links[slot] >>> linkBits) << shift) + fine(slot);
    }

    int fine(int slot) {
        if (fine8 != null) {
            return fine8[slot] & 0xFF;
        }
        return fine16 == null ? 0 : fine16[slot];
    }

    /** First slot in {@code [from, to)}, a part of one group, whose time is at or after {@code millis}; {@code to} if none. */
    int firstAtOrAfter(int from, int to, long millis) {
        long since = millis - baseMillis;
        if (since <= 0 || from == to) {
            return from;
        }
        long tick = since >>> shift;
        if (links[from] >>> linkBits > tick) {
            return from;
        }
        if (links[to - 1] >>> linkBits < tick) {
            return to;
        }
        int low = from;
        int high = to;
        int fine = (int) (since & ((1L << shift) - 1));
        while (low < high) {
            int middle = (low + high) >>> 1;
            long other = links[middle] >>> linkBits;
            if (other < tick || (other == tick && fine(middle) < fine)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long memoryBytes() {
        long bytes = 12L * links.length + 4L * offsets.length + 4L * ranks.length;
        if (fine8 != null) {
            bytes += fine8.length;
        }
        if (fine16 != null) {
            bytes += 2L * fine16.length;
        }
        return bytes + (present == null ? 0 : 8L * present.length);
    }
}
