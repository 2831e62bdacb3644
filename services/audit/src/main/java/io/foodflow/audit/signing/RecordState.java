package io.foodflow.audit.signing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a record that was signed stands to what it was then. */
enum RecordState {
    /** The same to the byte. */
    UNCHANGED,
    /** Another by now: the signature is of what it was. */
    CHANGED,
    /** No longer there. */
    GONE,
    /** The caller may not read such records. */
    HIDDEN;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
