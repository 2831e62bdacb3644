package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.notes.SignedNote;
import java.time.Instant;

/** What came of asking a witness. */
public sealed interface WitnessOutcome {

    /**
     * It signed.
     *
     * @param note the checkpoint with the witness's signature behind the log's
     * @param time at which it signed, by its clock
     */
    record Cosigned(SignedNote note, Instant time) implements WitnessOutcome {}

    /**
     * It signed another history of this log before: entries were changed, or it was shown a fork.
     *
     * @param size that it signed last
     */
    record Contradicted(long size) implements WitnessOutcome {}

    /**
     * It signed a longer history before: the ledger was put back to an older state, or others append to it.
     *
     * @param size that it signed last
     */
    record Behind(long size) implements WitnessOutcome {}

    /** It answered something else; the log or its key may be unknown to it. */
    record Refused(int status, String reason) implements WitnessOutcome {}

    /** It did not answer, or not as a witness. */
    record Unreachable(String reason) implements WitnessOutcome {}
}
