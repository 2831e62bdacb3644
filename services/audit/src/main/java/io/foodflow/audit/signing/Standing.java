package io.foodflow.audit.signing;

import org.jspecify.annotations.Nullable;

/**
 * A record as it is now, to compare any number of signatures with.
 *
 * @param sha256 of the record; null where there is none to compare with
 * @param otherwise what is to be said where the hash is another
 */
record Standing(@Nullable String sha256, RecordState otherwise) {

    /** What became of the record with that hash. */
    RecordState to(String signed) {
        return signed.equals(sha256) ? RecordState.UNCHANGED : otherwise;
    }
}
