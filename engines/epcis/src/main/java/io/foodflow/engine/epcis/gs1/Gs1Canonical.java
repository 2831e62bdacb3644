package io.foodflow.engine.epcis.gs1;

/** The canonical spelling without judgement: for texts that may be GS1 keys but need not be sound ones. */
public final class Gs1Canonical {

    private Gs1Canonical() {}

    /**
     * The Digital Link on {@code https://id.gs1.org} of an EPC URN or Digital Link, whatever its check digit; every other
     * text as it is.
     */
    public static String orSelf(String text) {
        boolean candidate = text.startsWith("urn:epc:") || text.startsWith("http:") || text.startsWith("https:");
        return candidate && Gs1Parser.parse(text, false) instanceof Gs1Parse.Recognised(Gs1Key key)
                ? key.canonical()
                : text;
    }
}
