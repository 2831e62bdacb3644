package io.foodflow.engine.traceability.internal;

import org.jspecify.annotations.Nullable;

/**
 * Sorts slots of parallel arrays in place by (time, other node, kind, edge number).
 *
 * <p>Edges mostly arrive in order of time, and an update appends a few edges to a long sorted run. So: find the sorted run at
 * the beginning; sort only what follows it (insertion sort when short, else quicksort on the median of three, with heapsort
 * where the pivots are bad, hence O(t log t) for a tail of t slots); then merge the two from the end, with a copy of the tail
 * alone. Sorted input costs one pass; n slots with a late tail of t cost O(n + t log t).
 */
final class SlotSort {
    private static final int SHORT = 24;

    private final long[] links;
    private final int[] edgeNos;
    private final byte @Nullable [] fine8;
    private final char @Nullable [] fine16;
    private final int linkBits;

    SlotSort(long[] links, int[] edgeNos, byte @Nullable [] fine8, char @Nullable [] fine16, int linkBits) {
        this.links = links;
        this.edgeNos = edgeNos;
        this.fine8 = fine8;
        this.fine16 = fine16;
        this.linkBits = linkBits;
    }

    /** Sorts the slots {@code [from, to)}. */
    void sort(int from, int to) {
        int tail = from + 1;
        while (tail < to && inOrder(tail - 1, tail)) {
            tail++;
        }
        if (tail >= to) {
            return;
        }
        if (to - from <= SHORT) {
            insertion(from, tail, to);
        } else if (tail - from < (to - from) / 2) {
            quick(from, to, depthLimit(to - from));
        } else {
            quick(tail, to, depthLimit(to - tail));
            merge(from, tail, to);
        }
    }

    private static int depthLimit(int slots) {
        return 2 * (32 - Integer.numberOfLeadingZeros(slots));
    }

    private boolean inOrder(int left, int right) {
        return compare(links[left], fine(left), edgeNos[left], links[right], fine(right), edgeNos[right]) <= 0;
    }

    private int fine(int slot) {
        if (fine8 != null) {
            return fine8[slot] & 0xFF;
        }
        return fine16 == null ? 0 : fine16[slot];
    }

    private void fine(int slot, int value) {
        if (fine8 != null) {
            fine8[slot] = (byte) value;
        } else if (fine16 != null) {
            fine16[slot] = (char) value;
        }
    }

    /** Links of one tick differ in their time by the fine part only, which comes before node and kind. */
    private int compare(long link, int fine, int edgeNo, long otherLink, int otherFine, int otherEdgeNo) {
        if (fine != otherFine && link >>> linkBits == otherLink >>> linkBits) {
            return Integer.compare(fine, otherFine);
        }
        return link != otherLink ? Long.compare(link, otherLink) : Integer.compare(edgeNo, otherEdgeNo);
    }

    private void insertion(int from, int firstUnsorted, int to) {
        for (int next = firstUnsorted; next < to; next++) {
            long link = links[next];
            int fine = fine(next);
            int edgeNo = edgeNos[next];
            int slot = next;
            while (slot > from && compare(links[slot - 1], fine(slot - 1), edgeNos[slot - 1], link, fine, edgeNo) > 0) {
                move(slot - 1, slot);
                slot--;
            }
            set(slot, link, fine, edgeNo);
        }
    }

    private void quick(int start, int end, int startDepth) {
        int from = start;
        int to = end;
        int depth = startDepth;
        while (to - from > SHORT) {
            if (depth-- == 0) {
                heap(from, to);
                return;
            }
            int split = partition(from, to);
            if (split - from < to - split) {
                quick(from, split, depth);
                from = split;
            } else {
                quick(split, to, depth);
                to = split;
            }
        }
        insertion(from, Math.min(from + 1, to), to);
    }

    /** Hoare's partition around the median of first, middle and last; both parts are shorter than the whole. */
    private int partition(int from, int to) {
        int pivot = median(from, (from + to) >>> 1, to - 1);
        long link = links[pivot];
        int fine = fine(pivot);
        int edgeNo = edgeNos[pivot];
        int left = from;
        int right = to - 1;
        while (true) {
            while (compare(links[left], fine(left), edgeNos[left], link, fine, edgeNo) < 0) {
                left++;
            }
            while (compare(links[right], fine(right), edgeNos[right], link, fine, edgeNo) > 0) {
                right--;
            }
            if (left >= right) {
                return left == from ? from + 1 : left;
            }
            swap(left++, right--);
        }
    }

    private int median(int a, int b, int c) {
        int low = inOrder(a, b) ? a : b;
        int high = low == a ? b : a;
        if (inOrder(high, c)) {
            return high;
        }
        return inOrder(low, c) ? c : low;
    }

    private void heap(int from, int to) {
        int size = to - from;
        for (int root = size / 2 - 1; root >= 0; root--) {
            sink(from, root, size);
        }
        for (int last = size - 1; last > 0; last--) {
            swap(from, from + last);
            sink(from, 0, last);
        }
    }

    private void sink(int from, int start, int size) {
        int root = start;
        while (2 * root + 1 < size) {
            int child = 2 * root + 1;
            if (child + 1 < size && inOrder(from + child, from + child + 1)) {
                child++;
            }
            if (inOrder(from + child, from + root)) {
                return;
            }
            swap(from + root, from + child);
            root = child;
        }
    }

    private void merge(int from, int tail, int to) {
        int tailSize = to - tail;
        long[] tailLinks = new long[tailSize];
        int[] tailFines = new int[tailSize];
        int[] tailNos = new int[tailSize];
        for (int i = 0; i < tailSize; i++) {
            tailLinks[i] = links[tail + i];
            tailFines[i] = fine(tail + i);
            tailNos[i] = edgeNos[tail + i];
        }
        int head = tail - 1;
        int slot = to - 1;
        for (int i = tailSize - 1; i >= 0; i--) {
            while (head >= from
                    && compare(links[head], fine(head), edgeNos[head], tailLinks[i], tailFines[i], tailNos[i]) > 0) {
                move(head--, slot--);
            }
            set(slot--, tailLinks[i], tailFines[i], tailNos[i]);
        }
    }

    private void move(int source, int target) {
        links[target] = links[source];
        edgeNos[target] = edgeNos[source];
        fine(target, fine(source));
    }

    private void set(int slot, long link, int fine, int edgeNo) {
        links[slot] = link;
        edgeNos[slot] = edgeNo;
        fine(slot, fine);
    }

    private void swap(int left, int right) {
        long link = links[left];
        int fine = fine(left);
        int edgeNo = edgeNos[left];
        move(right, left);
        set(right, link, fine, edgeNo);
    }
}
