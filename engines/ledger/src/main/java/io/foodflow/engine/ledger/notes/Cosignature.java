package io.foodflow.engine.ledger.notes;

import java.nio.charset.StandardCharsets;

/** The message that a witness signs: a header that keeps it apart from all else, the time, the checkpoint's text. */
final class Cosignature {

    private Cosignature() {}

    static byte[] message(long seconds, String text) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
