package io.foodflow.platform.lineage;

import org.jspecify.annotations.Nullable;

/**
 * That a field of what is written comes from a field of what is read. To be said only where the code does just that.
 *
 * @param output the data set written
 * @param input the data set read
 * @param as how one becomes the other
 * @param description in words, where it is not the same value
 */
public record ColumnUse(
        String output,
        String outputField,
        String input,
        String inputField,
        As as,
        @Nullable String description) {

    /** How a field becomes another. */
    public enum As {
        /** The same value. */
        IDENTITY,
        /** A value computed from it. */
        TRANSFORMATION
    }

    /** The same value under another name. */
    public static ColumnUse same(String output, String outputField, String input, String inputField) {
        return new ColumnUse(output, outputField, input, inputField, As.IDENTITY, null);
    }

    /** A value computed from another. */
    public static ColumnUse computed(
            String output, String outputField, String input, String inputField, String description) {
        return new ColumnUse(output, outputField, input, inputField, As.TRANSFORMATION, description);
    }
}
