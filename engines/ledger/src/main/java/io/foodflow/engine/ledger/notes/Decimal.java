package io.foodflow.engine.ledger.notes;

import java.util.regex.Pattern;

/** Whole numbers as the formats here spell them: digits without leading zeroes. */
public final class Decimal {

    private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Decimal() {}

    /**
     * Reads a number from 0 to 2^63 - 1.
     *
     * @throws MalformedNoteException when the text is anything else
     */
    public static long parse(String text) {
        if (DIGITS.matcher(text).matches()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new MalformedNoteException("a number must be below 2^63, was '" + text + "'", e);
            }
        }
        throw new MalformedNoteException("a number must be decimal without leading zeroes, was '" + text + "'");
    }
}
