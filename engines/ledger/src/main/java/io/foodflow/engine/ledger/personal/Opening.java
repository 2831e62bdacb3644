package io.foodflow.engine.ledger.personal;

import io.foodflow.engine.ledger.json.JsonValue;

/** What became of opening a sealed value. */
public sealed interface Opening {

    /**
     * The value, as it was entered.
     *
     * @param salt in Base64; with the value it proves the commitment
     */
    record Opened(JsonValue value, String salt) implements Opening {}

    /** The person's key was erased; the value is gone for good. */
    record Erased() implements Opening {}
}
