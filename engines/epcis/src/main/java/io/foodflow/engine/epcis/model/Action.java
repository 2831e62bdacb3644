package io.foodflow.engine.epcis.model;

/** How an event relates to the life of its objects or associations (EPCIS 2.0 section 7.3.2). */
public enum Action {
    /** The objects come into being, or are added to the parent or transaction. */
    ADD,
    /** The objects are seen; nothing is added or taken away. */
    OBSERVE,
    /** The objects end, or are taken from the parent or transaction. */
    DELETE
}
