package io.foodflow.bench.trace;

/** One of the ways to put a question to a peer. */
interface Phrasing {

    /** The words that tell it from the peer's other ways. */
    String name();

    /** Lots reached, the start among them, as the peer counts them. */
    long count(Question question) throws Exception;
}
