package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.notes.SignedNote;
import java.io.IOException;
import java.util.Optional;

/** The last checkpoint that a witness signed of each log. Safe for use by several threads, one a log at a time. */
public interface WitnessMemory {

    /** The last checkpoint signed of a log, empty when there is none. */
    Optional<SignedNote> latest(String origin) throws IOException;

    /** Keeps a checkpoint as the last of its log; when this returns it is durable. */
    void remember(String origin, SignedNote checkpoint) throws IOException;
}
