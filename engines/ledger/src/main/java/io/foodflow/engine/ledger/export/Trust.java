package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import java.util.List;

/**
 * What the one who verifies knows from elsewhere than the file.
 *
 * @param logKeys of the log, one of which must have signed; with none, those in the file are believed
 * @param witnessKeys of witnesses
 * @param quorum how many of them must have signed
 * @param known checkpoints that were kept, and that the file must be shown to continue
 */
public record Trust(List<NoteVerifier> logKeys, List<NoteVerifier> witnessKeys, int quorum, List<SignedNote> known) {

    public Trust {
        logKeys = List.copyOf(logKeys);
        witnessKeys = witnessKeys.stream().distinct().toList();
        known = List.copyOf(known);
        requireType(logKeys, KeyType.ED25519);
        requireType(witnessKeys, KeyType.COSIGNATURE_V1);
        if (quorum < 0 || quorum > witnessKeys.size()) {
            throw new IllegalArgumentException("the quorum must be 0.." + witnessKeys.size()
                    + ", the witnesses whose keys are given, was " + quorum);
        }
    }

    private static void requireType(List<NoteVerifier> keys, KeyType type) {
        for (var key : keys) {
            if (key.type() != type) {
                throw new IllegalArgumentException("the key must be of the type " + type + ", was " + key.type() + ": "
                        + key.text() + "; a ledger's key is not a witness's");
            }
        }
    }

    /** Knows nothing: what the file says of itself must fit together, and that is all that is shown. */
    public static Trust ofTheFile() {
        return new Trust(List.of(), List.of(), 0, List.of());
    }

    /** Knows the key of the log. */
    public static Trust of(NoteVerifier logKey) {
        return new Trust(List.of(logKey), List.of(), 0, List.of());
    }
}
