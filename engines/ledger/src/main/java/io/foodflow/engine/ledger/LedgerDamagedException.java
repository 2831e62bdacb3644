package io.foodflow.engine.ledger;

/** What is stored is not what was signed. Nothing may be appended before somebody has looked into it. */
public final class LedgerDamagedException extends RuntimeException {

    LedgerDamagedException(String message) {
        super(message);
    }

    LedgerDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
