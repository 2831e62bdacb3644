package io.foodflow.engine.traceability.internal;

import java.util.Arrays;

/**
 * Working memory of one search at a time, kept between searches: 8 bytes a node of the graph and 24 a label.
 *
 * <p>{@code arrivals[node]} is the best key at which the node has been reached in this search, counted from the start key and cut
 * to 32 unsigned bits, or {@link #UNREACHED}, which is worse than any. {@code newest[node]} is the node's last label and has a
 * meaning only where the node has been reached. At its end a search makes the nodes that it reached unreached again, and so pays
 * for these only. Between searches every node is unreached.
 *
 * <p>Labels are numbered in the order in which they were made.
 */
final class Scratch {
    /** Arrival of a node that has not been reached: the largest unsigned number. */
    static final int UNREACHED = -1;

    /** Previous label of a new label until it has been settled, when its node had been reached before. */
    static final int UNSETTLED = -2;

    /** Words of {@link #labels} that a label takes. */
    static final int WORDS = 3;

    /** Labels whose room is kept for the next search; a larger search gives its memory back. */
    private static final int KEPT_LABELS = 1 << 21;

    private static final int FEW_LABELS = 1 << 10;
    private static final long MOST_WORDS = Integer.MAX_VALUE - 8;
    private static final long LOW = 0xFFFF_FFFFL;

    int[] arrivals = {};
    int[] newest = {};
    int size;

    /** Three words a label: its key; the label it came from, and its node with marks; the node's label before, and the slot. */
    long[] labels = new long[FEW_LABELS * WORDS];

    /** The first label of each node that may be returned, in order of rank, and its depth. */
    int[] returnedLabels = new int[FEW_LABELS];

    int[] returnedDepths = new int[FEW_LABELS];

    void begin(int nodeLimit) {
        if (arrivals.length < nodeLimit) {
            long roomToGrow = nodeLimit + (nodeLimit >>> 3) + 64L;
            arrivals = new int[(int) Math.min(Numbering.MAX_NODES, roomToGrow)];
            Arrays.fill(arrivals, UNREACHED);
            newest = new int[arrivals.length];
        }
        size = 0;
    }

    void end() {
        for (int label = 0; label < size; label++) {
            arrivals[node(label)] = UNREACHED;
        }
        if (labels.length > KEPT_LABELS * WORDS) {
            labels = new long[FEW_LABELS * WORDS];
            returnedLabels = new int[FEW_LABELS];
            returnedDepths = new int[FEW_LABELS];
        }
    }

    /** Makes room for so many more labels. */
    void reserve(int more) {
        long needed = ((long) size + more) * WORDS;
        if (labels.length < needed) {
            labels = Arrays.copyOf(labels, Math.toIntExact(Math.max(needed, Math.min(2L * labels.length, MOST_WORDS))));
        }
    }

    boolean isReached(int node) {
        return arrivals[node] != UNREACHED;
    }

    long key(int label) {
        return labels[label * WORDS];
    }

    void key(int label, long key) {
        labels[label * WORDS] = key;
    }

    /** The label that this one came from, {@link Search#NONE} for a start. */
    int parent(int label) {
        return (int) (labels[label * WORDS + 1] >> 32);
    }

    /** The label's node with its marks. */
    int marked(int label) {
        return (int) labels[label * WORDS + 1];
    }

    int node(int label) {
        return marked(label) & Search.NODE;
    }

    void mark(int label, int marks) {
        labels[label * WORDS + 1] |= marks & LOW;
    }

    /** The label that the node had before, {@link Search#NONE} when this is its first. */
    int previous(int label) {
        return (int) (labels[label * WORDS + 2] >> 32);
    }

    void previous(int label, int previous) {
        labels[label * WORDS + 2] = ((long) previous << 32) | (labels[label * WORDS + 2] & LOW);
    }

    /** Slot of the edge that the label came by: in the base, or its complement, which is negative, in the delta. */
    int slot(int label) {
        return (int) labels[label * WORDS + 2];
    }

    /** Makes {@code label} one that came as {@code better} did, with its own node and label before. */
    void improve(int label, int better) {
        int word = label * WORDS;
        int from = better * WORDS;
        labels[word] = labels[from];
        labels[word + 1] = (labels[from + 1] & ~LOW) | (labels[word + 1] & LOW);
        labels[word + 2] = (labels[word + 2] & ~LOW) | (labels[from + 2] & LOW);
    }

    void move(int label, int target) {
        if (label != target) {
            int from = label * WORDS;
            int to = target * WORDS;
            labels[to] = labels[from];
            labels[to + 1] = labels[from + 1];
            labels[to + 2] = labels[from + 2];
        }
    }

    void returned(int rank, int label, int depth) {
        if (rank == returnedLabels.length) {
            returnedLabels = Arrays.copyOf(returnedLabels, rank * 2);
            returnedDepths = Arrays.copyOf(returnedDepths, rank * 2);
        }
        returnedLabels[rank] = label;
        returnedDepths[rank] = depth;
    }
}
