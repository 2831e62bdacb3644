package io.foodflow.engine.ledger;

/** What is stored is not what was signed. Nothing may be appended before somebody has looked into it. */
public final class LedgerDamagedException extends RuntimeException {

    /** Tells what is damaged. */
    public LedgerDamagedException(String message) {
        super(message);
    }

    /** Tells what is damaged, and by what that came out. */
    public LedgerDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
