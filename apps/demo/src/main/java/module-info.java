/** The seeded generator of the demo company. */
module io.foodflow.demo {
    requires static org.jspecify;
    requires tools.jackson.core;

    exports io.foodflow.demo;
}
