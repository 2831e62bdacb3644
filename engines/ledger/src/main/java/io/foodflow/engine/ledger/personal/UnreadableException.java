package io.foodflow.engine.ledger.personal;

import org.jspecify.annotations.Nullable;

/** A ciphertext that this key did not make in this place, or that was changed since. */
public final class UnreadableException extends RuntimeException {

    /** Tells what cannot be read. */
    public UnreadableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
