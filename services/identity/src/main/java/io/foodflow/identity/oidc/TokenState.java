package io.foodflow.identity.oidc;

import java.util.Locale;

/** What became of a code or a token. */
enum TokenState {
    GOOD,
    /** Used, or taken back. */
    SPENT,
    /** Another of its kind took its place. */
    REPLACED;

    /** The state of a row. */
    static TokenState read(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
