package io.foodflow.engine.traceability;

import java.util.Arrays;

/** An immutable sequence of node numbers. */
public final class NodeNumbers {
    private final int[] numbers;

    private NodeNumbers(int[] numbers) {
        this.numbers = numbers;
    }

    /** The given numbers in the given order, each at least 0. */
    public static NodeNumbers of(int... numbers) {
        for (int number : numbers) {
            if (number < 0) {
                throw new IllegalArgumentException("node number must be at least 0, was " + number);
            }
        }
        return new NodeNumbers(numbers.clone());
    }

    public int size() {
        return numbers.length;
    }

    /** The number at {@code index}, 0 .. size() - 1. */
    public int get(int index) {
        return numbers[index];
    }

    public int[] toArray() {
        return numbers.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeNumbers that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return Arrays.toString(numbers);
    }
}
