package io.foodflow.audit.signing;

import java.util.List;

/**
 * What the next signature of a session needs: two components at first, the password alone within a series (21 CFR 11.200(a)(1)).
 *
 * @param components of {@code email}, {@code password} and {@code code}
 * @param first whether it is the first of a series
 */
record Means(List<String> components, boolean first) {

    Means {
        components = List.copyOf(components);
    }

    static Means of(boolean first, boolean secondFactor) {
        if (!first) {
            return new Means(List.of("password"), false);
        }
        return new Means(secondFactor ? List.of("password", "code") : List.of("email", "password"), true);
    }
}
