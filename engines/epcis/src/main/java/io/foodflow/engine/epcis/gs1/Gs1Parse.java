package io.foodflow.engine.epcis.gs1;

/** What the GS1 rules make of an identifier. */
public sealed interface Gs1Parse {

    /** A sound GS1 key. */
    record Recognised(Gs1Key key) implements Gs1Parse {}

    /** No GS1 key, but a fair URI: an own identifier, a UUID, a DID, another scheme. */
    record Other(String uri) implements Gs1Parse {}

    /**
     * Claims to be a GS1 key, or a URI, and breaks its rules.
     *
     * @param rule the rule that is broken
     * @param ai application identifier of the part that breaks it; empty when that is unknown
     * @param reason the value, the rule and advice
     */
    record Invalid(Gs1Rule rule, String ai, String reason) implements Gs1Parse {}

    /**
     * Reads an EPC URN, a GS1 Digital Link URI (any domain, uncompressed), an element string such as
     * {@code (01)04012345111118(10)A1}, or another URI. Never throws; linear in the length of the text.
     */
    static Gs1Parse of(String text) {
        return Gs1Parser.parse(text);
    }

    /** As {@link #of}, but wrong check digits pass. */
    static Gs1Parse ofUnchecked(String text) {
        return Gs1Parser.parse(text, false);
    }
}
