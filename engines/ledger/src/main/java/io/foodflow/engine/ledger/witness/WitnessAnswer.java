package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.notes.NoteSignature;

/** What a witness answers. */
public sealed interface WitnessAnswer {

    /** It signed: the checkpoint continues all that it signed before. */
    record Cosigned(NoteSignature signature) implements WitnessAnswer {}

    /** The request is none, or its old size is above that of the checkpoint. */
    record Malformed(String reason) implements WitnessAnswer {}

    /** It does not know the log. */
    record UnknownLog(String origin) implements WitnessAnswer {}

    /** The log did not sign the checkpoint. */
    record NotSigned() implements WitnessAnswer {}

    /**
     * It signed another size last than the request says, or another tree of the same size.
     *
     * @param size that it signed last, 0 for none
     */
    record Conflict(long size) implements WitnessAnswer {}

    /** The proof does not show that the checkpoint continues what it signed last. */
    record NotConsistent() implements WitnessAnswer {}
}
