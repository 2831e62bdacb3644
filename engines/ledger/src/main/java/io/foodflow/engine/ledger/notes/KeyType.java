package io.foodflow.engine.ledger.notes;

/** What a key signs, which its id depends on. */
public enum KeyType {
    /** The text of a note, as the log signs its checkpoints (C2SP signed-note). */
    ED25519(1),
    /** The text of a checkpoint with a time, as a witness signs it (C2SP tlog-cosignature, version 1). */
    COSIGNATURE_V1(4);

    private final byte code;

    KeyType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static KeyType of(byte code) {
        for (var type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new MalformedNoteException("the type of a key must be 1 (Ed25519) or 4 (cosignature/v1), was " + code);
    }
}
