import org.jspecify.annotations.NullMarked;

/** The lot graph in memory: where did a lot go, and what is in it. Pure Java, no I/O. */
@NullMarked
module io.foodflow.engine.traceability {
    requires static transitive org.jspecify;

    exports io.foodflow.engine.traceability;
}
