package io.foodflow.engine.ledger;

/**
 * Where entries came to stand.
 *
 * @param index of the first of them, from 0
 * @param head the ledger with them, durable and signed
 */
public record Appended(long index, LedgerHead head) {}
