package io.foodflow.foodgraph.chainlab;

import io.foodflow.platform.web.Problem.FieldError;
import java.util.List;

/** What a document that should be a FoodChain-Lab network turned out to be. */
sealed interface NetworkDocument {

    /** A network without a fault. */
    record Sound(Network network) implements NetworkDocument {}

    /** A network with faults: the first {@value NetworkFaults#REPORTED} of {@code count}. */
    record Faulty(List<FieldError> errors, int count) implements NetworkDocument {
        public Faulty {
            errors = List.copyOf(errors);
        }
    }

    /** JSON, or not even that, but no FoodChain-Lab network: {@code reason} says what it is instead. */
    record Foreign(String reason) implements NetworkDocument {}

    /** No well-formed JSON. Line and column from 1. */
    record Malformed(int line, int column, String reason) implements NetworkDocument {}
}
