package io.foodflow.engine.traceability;

import java.util.Arrays;

/**
 * An immutable set of node numbers: one bit for each number up to the largest member (3.3 million nodes: 410 KB). Thread-safe.
 */
public final class NodeSet {

    private static final NodeSet NONE = new NodeSet(new long[0]);

    private final long[] words;

    private NodeSet(long[] words) {
        this.words = words;
    }

    /** The set without members. */
    public static NodeSet none() {
        return NONE;
    }

    /** The set of the given numbers, each at least 0. */
    public static NodeSet of(int... numbers) {
        return NONE.with(numbers);
    }

    /** This set and the given numbers, each at least 0. Costs a copy of the bits. */
    public NodeSet with(int... numbers) {
        int largest = -1;
        for (int number : numbers) {
            if (number < 0) {
                throw new IllegalArgumentException("node number must be at least 0, was " + number);
            }
            largest = Math.max(largest, number);
        }
        long[] all = Arrays.copyOf(words, Math.max(words.length, (largest >> 6) + 1));
        for (int number : numbers) {
            all[number >> 6] |= 1L << number;
        }
        return new NodeSet(all);
    }

    /** Whether the number is a member. */
    public boolean contains(int number) {
        int word = number >> 6;
        return word < words.length && number >= 0 && (words[word] >>> number & 1) != 0;
    }

    /** How many members there are. */
    public int size() {
        return Arrays.stream(words).mapToInt(Long::bitCount).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeSet that && Arrays.equals(words, 0, end(words), that.words, 0, end(that.words));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(Arrays.copyOf(words, end(words)));
    }

    private static int end(long[] words) {
        int end = words.length;
        while (end > 0 && words[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Override
    public String toString() {
        return "NodeSet[" + size() + " nodes]";
    }
}
