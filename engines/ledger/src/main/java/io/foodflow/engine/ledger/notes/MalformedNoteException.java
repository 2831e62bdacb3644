package io.foodflow.engine.ledger.notes;

/** A text that is no signed note, key, checkpoint or proof; the message tells the rule it breaks. */
public final class MalformedNoteException extends RuntimeException {

    MalformedNoteException(String message) {
        super(message);
    }

    MalformedNoteException(String message, Throwable cause) {
        super(message, cause);
    }
}
