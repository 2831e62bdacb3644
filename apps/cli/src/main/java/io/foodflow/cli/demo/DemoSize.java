package io.foodflow.cli.demo;

/** How much history the demo company is given. */
enum DemoSize {
    /** For a first look: loads in seconds. */
    S,
    /** A year of a company. */
    M,
    /** Ten million relationships, for measurements. */
    L
}
