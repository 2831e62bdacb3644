package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.personal.Opening;
import io.foodflow.engine.ledger.personal.PersonKeys;
import io.foodflow.engine.ledger.personal.SealedValue;

/** Which personal data an export shows in the clear. */
@FunctionalInterface
public interface Disclosure {

    /** The value of a field, or {@link Opening.Erased} where it is not to be shown. */
    Opening open(SealedValue value, String context);

    /** Shows none. */
    static Disclosure none() {
        return (value, context) -> new Opening.Erased();
    }

    /** Shows all whose keys exist. */
    static Disclosure all(PersonKeys keys) {
        return keys::open;
    }
}
