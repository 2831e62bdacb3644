package io.foodflow.engine.ledger;

/** What a {@link LedgerCheck} found. */
public sealed interface LedgerVerdict {

    /** All that is stored is what was signed. */
    record Intact(LedgerHead head) implements LedgerVerdict {}

    /**
     * The first place where it is not.
     *
     * @param place {@code checkpoint}, or the path of a tile
     */
    record Broken(String place, String reason) implements LedgerVerdict {}
}
