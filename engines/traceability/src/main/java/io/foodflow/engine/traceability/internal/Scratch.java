package io.foodflow.engine.traceability.internal;

import java.util.Arrays;

/**
 * Working memory of one search at a time, kept between searches.
 *
 * <p>{@code entries[node]} is the number of the node's newest label, counted on over all searches: a value below {@code first},
 * where this search began to count, is left over from an earlier search and means that the node has not been reached. So a
 * search pays for what it reaches and never clears the array, but for once in about a thousand million labels.
 *
 * <p>The labels of this search are parallel arrays, in the order in which they were made.
 */
final class Scratch {
    /** Labels kept for the next search; a larger search gives its memory back. */
    private static final int KEPT_LABELS = 1 << 21;

    private static final int NEVER_REACHED = 0;

    int[] entries = {};
    int first = 1;

    int size;
    int[] nodes = new int[1024];
    long[] keys = new long[1024];
    int[] edgeNos = new int[1024];
    byte[] edgeKinds = new byte[1024];
    int[] parents = new int[1024];
    int[] previous = new int[1024];
    int[] ranks = new int[1024];

    /** The first label of each node that may be returned, in order of rank, and its depth. */
    int[] returnedLabels = new int[1024];

    int[] returnedDepths = new int[1024];

    void begin(int nodeLimit) {
        if (entries.length < nodeLimit) {
            entries = new int
                    [Math.max(nodeLimit, (int) Math.min(Numbering.MAX_NODES, nodeLimit + (nodeLimit >>> 3) + 64L))];
            first = NEVER_REACHED + 1;
        }
        size = 0;
    }

    /** Makes the labels of the search that ends here old. */
    void end() {
        first += size;
        if (first > 1 << 30) {
            Arrays.fill(entries, NEVER_REACHED);
            first = NEVER_REACHED + 1;
        }
        if (nodes.length > KEPT_LABELS) {
            size = 0;
            resize(1024);
            returnedLabels = new int[1024];
            returnedDepths = new int[1024];
        }
    }

    void grow() {
        resize(Math.multiplyExact(nodes.length, 2));
    }

    private void resize(int labels) {
        nodes = Arrays.copyOf(nodes, labels);
        keys = Arrays.copyOf(keys, labels);
        edgeNos = Arrays.copyOf(edgeNos, labels);
        edgeKinds = Arrays.copyOf(edgeKinds, labels);
        parents = Arrays.copyOf(parents, labels);
        previous = Arrays.copyOf(previous, labels);
        ranks = Arrays.copyOf(ranks, labels);
    }

    void growReturned() {
        returnedLabels = Arrays.copyOf(returnedLabels, returnedLabels.length * 2);
        returnedDepths = Arrays.copyOf(returnedDepths, returnedDepths.length * 2);
    }
}
