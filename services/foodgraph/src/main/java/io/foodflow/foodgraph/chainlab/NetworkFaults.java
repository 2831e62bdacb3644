package io.foodflow.foodgraph.chainlab;

import io.foodflow.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a document; counts all faults and keeps the first {@value #REPORTED}. */
final class NetworkFaults {

    static final int REPORTED = 50;

    private final List<FieldError> first = new ArrayList<>();
    private int count;

    void add(String field, String rule, String message) {
        count++;
        if (first.size() < REPORTED) {
            first.add(new FieldError(field, rule, message));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    NetworkDocument.Faulty faulty() {
        return new NetworkDocument.Faulty(first, count);
    }
}
