package io.foodflow.engine.traceability.internal;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a few edges into an {@link Adjacency} of many: the runs of slots between them are copied as they are, so the cost is that
 * of copying memory, O(n), and O(k log n) to find the places of k edges.
 */
final class Insertion {

    /** An edge as its node sees it; {@code local} is that node within its segment, {@code node} the other one. */
    record Entry(int local, int node, int kind, long millis, int no) {
        static final Comparator<Entry> ORDER = Comparator.comparingInt(Entry::local)
                .thenComparingLong(Entry::millis)
                .thenComparingInt(Entry::node)
                .thenComparingInt(Entry::kind)
                .thenComparingInt(Entry::no);
    }

    private final Adjacency source;
    private final List<Entry> entries;
    private final long[] links;
    private final int[] edgeNos;
    private final byte @Nullable [] fine8;
    private final char @Nullable [] fine16;
    private int copied;
    private int filled;

    private Insertion(Adjacency source, List<Entry> entries) {
        this.source = source;
        this.entries = entries;
        int size = source.size() + entries.size();
        links = new long[size];
        edgeNos = new int[size];
        fine8 = source.fine8 == null ? null : new byte[size];
        fine16 = source.fine16 == null ? null : new char[size];
    }

    /** Whether the entry's node and time can be written in the source's encoding. */
    static boolean fits(Adjacency source, Entry entry) {
        long since = entry.millis - source.baseMillis;
        return since >= 0
                && since >>> source.shift <= Long.MAX_VALUE >>> source.linkBits
                && (long) entry.node << 6 < 1L << source.linkBits;
    }

    /**
     * The source with the entries, found in the same way.
     *
     * @param entries in {@link Entry#ORDER}, each of which fits
     */
    static Adjacency into(Adjacency source, List<Entry> entries) {
        return new Insertion(source, entries).merged();
    }

    private Adjacency merged() {
        for (Entry entry : entries) {
            copyUpTo(place(entry));
            write(entry);
        }
        copyUpTo(source.size());
        long @Nullable [] present = source.present == null ? null : mergedPresent(source.present);
        int[] offsets = present == null ? denseOffsets() : sparseOffsets(present);
        return new Adjacency(
                links, edgeNos, fine8, fine16, source.baseMillis, source.linkBits, source.shift, offsets, present);
    }

    /** The slot of the source before which the entry goes. */
    private int place(Entry entry) {
        int group = source.group(entry.local);
        if (group < 0) {
            return source.groupStart(source.groupsBefore(entry.local));
        }
        int low = source.groupStart(group);
        int high = source.groupEnd(group);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (comesBefore(middle, entry)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean comesBefore(int slot, Entry entry) {
        return Entry.ORDER.compare(
                        new Entry(
                                entry.local,
                                source.node(slot),
                                source.kind(slot),
                                source.time(slot),
                                source.edgeNos[slot]),
                        entry)
                < 0;
    }

    private void copyUpTo(int slot) {
        int length = slot - copied;
        System.arraycopy(source.links, copied, links, filled, length);
        System.arraycopy(source.edgeNos, copied, edgeNos, filled, length);
        if (fine8 != null && source.fine8 != null) {
            System.arraycopy(source.fine8, copied, fine8, filled, length);
        }
        if (fine16 != null && source.fine16 != null) {
            System.arraycopy(source.fine16, copied, fine16, filled, length);
        }
        copied = slot;
        filled += length;
    }

    private void write(Entry entry) {
        long since = entry.millis - source.baseMillis;
        links[filled] = since >>> source.shift << source.linkBits | (long) entry.node << 6 | entry.kind;
        edgeNos[filled] = entry.no;
        if (fine8 != null) {
            fine8[filled] = (byte) (since & ((1 << source.shift) - 1));
        } else if (fine16 != null) {
            fine16[filled] = (char) (since & ((1 << source.shift) - 1));
        }
        filled++;
    }

    private int[] denseOffsets() {
        int reach = Math.max(source.reach(), entries.getLast().local + 1);
        int[] offsets = new int[reach + 1];
        int entry = 0;
        for (int local = 0; local <= reach; local++) {
            offsets[local] = source.offsets[Math.min(local, source.reach())] + entry;
            while (entry < entries.size() && entries.get(entry).local == local) {
                entry++;
            }
        }
        return offsets;
    }

    private long[] mergedPresent(long[] before) {
        long[] present = new long[Math.max(before.length, (entries.getLast().local >>> 6) + 1)];
        System.arraycopy(before, 0, present, 0, before.length);
        for (Entry entry : entries) {
            present[entry.local >>> 6] |= 1L << entry.local;
        }
        return present;
    }

    private int[] sparseOffsets(long[] present) {
        int groups = 0;
        for (long word : present) {
            groups += Long.bitCount(word);
        }
        int[] offsets = new int[groups + 1];
        int group = 0;
        int entry = 0;
        for (int word = 0; word < present.length; word++) {
            for (long bits = present[word]; bits != 0; bits &= bits - 1) {
                int local = (word << 6) + Long.numberOfTrailingZeros(bits);
                offsets[group++] = source.offsets[source.groupsBefore(local)] + entry;
                while (entry < entries.size() && entries.get(entry).local == local) {
                    entry++;
                }
            }
        }
        offsets[group] = links.length;
        return offsets;
    }
}
