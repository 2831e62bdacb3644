package io.foodflow.foodgraph.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes to list, in order of their creation.
 *
 * @param kinds empty for all
 * @param states dispositions, empty for all
 * @param fragment begins a lot code, a GTIN or a key, or is part of the name of a product, place, party or machine
 */
record NodeFilter(
        List<NodeKind> kinds, List<String> states, @Nullable String fragment, boolean newestFirst) {

    NodeFilter {
        kinds = List.copyOf(kinds);
        states = List.copyOf(states);
    }
}
