package io.foodflow.engine.ledger;

import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.SignedNote;

/**
 * A ledger at one size, as its log signed it.
 *
 * @param checkpoint what was signed
 * @param note the same with its signature
 */
public record LedgerHead(Checkpoint checkpoint, SignedNote note) {

    /** How many entries the ledger has. */
    public long size() {
        return checkpoint.size();
    }

    /** The root of their tree. */
    public Hash root() {
        return checkpoint.root();
    }
}
