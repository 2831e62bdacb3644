package io.foodflow.engine.epcis.model;

import io.foodflow.engine.epcis.gs1.Gs1Key;
import io.foodflow.engine.epcis.gs1.Gs1Parse;
import java.util.Objects;
import java.util.Optional;

/**
 * An identifier as the event carried it, with what the GS1 rules make of it.
 *
 * @param text the URI exactly as received
 * @param parse the same URI read by {@link Gs1Parse#of}; never {@link Gs1Parse.Invalid} in an event that a reader
 *     called valid
 */
public record Identifier(String text, Gs1Parse parse) {

    public Identifier {
        Objects.requireNonNull(text);
        Objects.requireNonNull(parse);
    }

    /** Reads {@code text} by the GS1 rules; never fails, an unsound key is {@link Gs1Parse.Invalid}. */
    public static Identifier of(String text) {
        return new Identifier(text, Gs1Parse.of(text));
    }

    /** The GS1 key, when the identifier is one. */
    public Optional<Gs1Key> key() {
        return parse instanceof Gs1Parse.Recognised(Gs1Key key) ? Optional.of(key) : Optional.empty();
    }

    /**
     * The one spelling under which all representations of this thing meet: the Digital Link URI on
     * {@code https://id.gs1.org} for a GS1 key, otherwise the URI as received.
     */
    public String canonical() {
        return parse instanceof Gs1Parse.Recognised(Gs1Key key) ? key.canonical() : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
