package io.foodflow.engine.traceability.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills an {@link Adjacency} in two passes without holding the edges twice: first every edge is counted, then every edge is
 * placed in the group of its node, then each group is sorted in place. Not thread-safe.
 */
final class AdjacencyBuilder {
    private int[] offsets;
    private int groups;
    private int counted;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    private long[] links = {};
    private int[] edgeNos = {};
    private byte @Nullable [] fine8;
    private char @Nullable [] fine16;
    /** Half of the room that is left lies before the earliest time, so that edges put in later mostly fit. */
    private long baseMillis;

    private int linkBits;
    private int shift;

    AdjacencyBuilder(int expectedNodes) {
        offsets = new int[expectedNodes + 1];
    }

    void count(int local, long millis) {
        if (local + 1 >= offsets.length) {
            offsets = Arrays.copyOf(
                    offsets, Math.min(Numbering.SEGMENT_NODES, Math.max(local + 1, offsets.length * 2)) + 1);
        }
        groups = Math.max(groups, local + 1);
        offsets[local]++;
        counted = Math.incrementExact(counted);
        earliest = Math.min(earliest, millis);
        latest = Math.max(latest, millis);
    }

    /** Ends the counting. {@code graphNodes} bounds the node numbers that {@link #place} will bring. */
    void allocate(int graphNodes) {
        if (groups + 1 != offsets.length) {
            offsets = Arrays.copyOf(offsets, groups + 1);
        }
        int start = 0;
        for (int local = 0; local <= groups; local++) {
            int count = offsets[local];
            offsets[local] = start;
            start += count;
        }
        linkBits = 6 + (32 - Integer.numberOfLeadingZeros(Math.max(1, graphNodes - 1)));
        int spanBits = counted == 0 ? 0 : 64 - Long.numberOfLeadingZeros(latest - earliest);
        shift = Math.max(0, spanBits - (63 - linkBits));
        long room = ((1L << (63 - linkBits)) << shift) - 1 - (counted == 0 ? 0 : latest - earliest);
        baseMillis = counted == 0 ? 0 : earliest - room / 2;
        links = new long[counted];
        edgeNos = new int[counted];
        if (shift > 8) {
            fine16 = new char[counted];
        } else if (shift > 0) {
            fine8 = new byte[counted];
        }
    }

    /** Places an edge that was counted with the same node and time. */
    void place(int local, int node, int kind, long millis, int edgeNo) {
        if (local >= groups || offsets[local] == counted) {
            throw new IllegalStateException("the second pass must bring just the edges that were counted, edge "
                    + edgeNo + " was not; read both passes from one database snapshot");
        }
        int slot = offsets[local]++;
        long since = millis - baseMillis;
        links[slot] = since >>> shift << linkBits | (long) node << 6 | kind;
        edgeNos[slot] = edgeNo;
        if (fine16 != null) {
            fine16[slot] = (char) (since & ((1 << shift) - 1));
        } else if (fine8 != null) {
            fine8[slot] = (byte) (since & ((1 << shift) - 1));
        }
    }

    /** The filled adjacency, found by offsets: for a side where most nodes have edges. */
    Adjacency base() {
        close();
        return new Adjacency(links, edgeNos, fine8, fine16, baseMillis, linkBits, shift, offsets, null);
    }

    /** The filled adjacency, found by a bit per node: for a side where few nodes have edges. */
    Adjacency delta() {
        close();
        long[] present = new long[(groups + 63) >>> 6];
        int[] starts = new int[groups + 1];
        int group = 0;
        for (int local = 0; local < groups; local++) {
            if (offsets[local] < offsets[local + 1]) {
                present[local >>> 6] |= 1L << local;
                starts[group++] = offsets[local];
            }
        }
        starts[group++] = counted;
        starts = Arrays.copyOf(starts, group);
        return new Adjacency(links, edgeNos, fine8, fine16, baseMillis, linkBits, shift, starts, present);
    }

    /** Placing moved each offset to the end of its group, which is where the next one starts. */
    private void close() {
        System.arraycopy(offsets, 0, offsets, 1, groups);
        offsets[0] = 0;
        SlotSort sort = new SlotSort(links, edgeNos, fine8, fine16, linkBits);
        for (int local = 0; local < groups; local++) {
            sort.sort(offsets[local], offsets[local + 1]);
        }
    }
}
