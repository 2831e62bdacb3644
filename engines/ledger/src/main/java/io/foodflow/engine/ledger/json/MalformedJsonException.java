package io.foodflow.engine.ledger.json;

/** A text that is no JSON, or JSON that has no canonical form; the message tells where. */
public final class MalformedJsonException extends RuntimeException {

    private final int offset;

    MalformedJsonException(String rule, int offset) {
        super(rule + " (at character " + offset + ")");
        this.offset = offset;
    }

    MalformedJsonException(String rule, int offset, Throwable cause) {
        super(rule + " (at character " + offset + ")", cause);
        this.offset = offset;
    }

    /** How many characters stand before the fault. */
    public int offset() {
        return offset;
    }
}
