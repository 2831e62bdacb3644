package io.foodflow.engine.ledger.notes;

/**
 * Signs the checkpoints of a log. The key may be anywhere: in a file ({@link NoteKey}), in a process or a device of its
 * own; only never where the ledger is kept.
 */
public interface NoteSigner {

    /** The public half, of the type {@link KeyType#ED25519}. */
    NoteVerifier verifier();

    /** Signs the text of a note, which ends in a newline. */
    NoteSignature sign(String text);
}
