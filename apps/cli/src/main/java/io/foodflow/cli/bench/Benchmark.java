package io.foodflow.cli.bench;

import java.util.List;

/**
 * One benchmark of the catalogue.
 *
 * @param target a main class, or {@code jmh:} and a regular expression over the names of JMH benchmarks
 */
record Benchmark(String name, String target, String description) {
    private static final String JMH = "jmh:";

    /** Main class and leading arguments. */
    List<String> command() {
        return target.startsWith(JMH)
                ? List.of("org.openjdk.jmh.Main", target.substring(JMH.length()))
                : List.of(target);
    }
}
