package io.foodflow.engine.ledger.notes;

import java.util.Base64;

/** Base64 in its one canonical spelling, so that no bit of a note can be changed without a trace. */
final class StrictBase64 {

    private StrictBase64() {}

    static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedNoteException("not Base64: '" + text + "'", e);
        }
        throw new MalformedNoteException("not the canonical Base64 of its bytes: '" + text + "'");
    }
}
