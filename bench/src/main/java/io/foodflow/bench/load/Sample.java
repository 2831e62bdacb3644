package io.foodflow.bench.load;

import java.util.Arrays;
import java.util.List;

/** What several rounds of one measurement gave, in the order of size. */
public record Sample(List<Double> values) {

    public Sample {
        if (values.isEmpty()) throw new IllegalArgumentException("a sample needs one value or more");
        values = values.stream().sorted().toList();
    }

    public static Sample of(double... values) {
        return new Sample(Arrays.stream(values).boxed().toList());
    }

    /** The middle value; of an even number, the mean of the two in the middle. */
    public double median() {
        int half = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(half) : (values.get(half - 1) + values.get(half)) / 2;
    }

    /** The smallest value that {@code share} (0..1) of all values do not exceed (nearest rank). */
    public double percentile(double share) {
        int rank = (int) Math.ceil(share * values.size());
        return values.get(Math.max(1, Math.min(rank, values.size())) - 1);
    }

    public double least() {
        return values.getFirst();
    }

    public double most() {
        return values.getLast();
    }
}
