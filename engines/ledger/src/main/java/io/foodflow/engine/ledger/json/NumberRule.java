package io.foodflow.engine.ledger.json;

/** What happens to a number that a double cannot hold. */
public enum NumberRule {
    /** It becomes the nearest double, as RFC 8785 has it. */
    NEAREST,
    /** It is refused: what is written would not be what was meant. */
    EXACT
}
