package io.foodflow.platform.lineage;

import org.jspecify.annotations.Nullable;

/**
 * How much of a data set one run read or wrote; what is not known is null.
 *
 * @param version which version of it, such as the SHA-256 of a document
 * @param rows rows or records
 */
public record Amount(
        @Nullable String version,
        @Nullable Long rows,
        @Nullable Long bytes) {

    /** So many rows. */
    public static Amount rows(long rows) {
        return new Amount(null, rows, null);
    }
}
