package io.foodflow.engine.ledger.personal;

/**
 * A person's key as it is kept.
 *
 * @param id of the key, never used twice
 * @param person whose it is: an id that tells nothing by itself
 * @param wrapped by the master key, in Base64
 */
public record WrappedKey(String id, String person, String wrapped) {}
