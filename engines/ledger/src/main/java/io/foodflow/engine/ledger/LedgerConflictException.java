package io.foodflow.engine.ledger;

/** Somebody else appended to the same store, or what is to be appended is not what stands there; nothing was changed. */
public final class LedgerConflictException extends RuntimeException {

    LedgerConflictException(String message) {
        super(message);
    }
}
