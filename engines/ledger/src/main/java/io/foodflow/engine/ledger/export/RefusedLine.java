package io.foodflow.engine.ledger.export;

/** Why a line is bad; ends the reading of the file. */
final class RefusedLine extends RuntimeException {

    RefusedLine(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
