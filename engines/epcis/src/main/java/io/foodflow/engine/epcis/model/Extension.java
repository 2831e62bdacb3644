package io.foodflow.engine.epcis.model;

import java.util.List;

/**
 * A field outside the standard's own vocabulary: instance or lot master data, or a user extension. One neutral tree for
 * XML and JSON: a JSON array and a run of equal XML elements are both several extensions of the same name.
 *
 * @param namespace the namespace URI; empty for a name without one
 * @param name the local name
 * @param prefix the prefix the document used; empty for none
 * @param kind what the value was written as; XML knows only text and objects
 * @param text the value of a leaf as written, trimmed; empty for an object
 * @param attributes XML attributes of the element (JSON has none)
 * @param children the fields of an object, in document order
 */
public record Extension(
        String namespace,
        String name,
        String prefix,
        Kind kind,
        String text,
        List<Extension> attributes,
        List<Extension> children) {

    /** What a value was written as. */
    public enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL,
        OBJECT
    }

    public Extension {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** A leaf with text. */
    public static Extension text(String namespace, String prefix, String name, String text) {
        return new Extension(namespace, name, prefix, Kind.TEXT, text, List.of(), List.of());
    }

    /** A leaf with a number, written as given. */
    public static Extension number(String namespace, String prefix, String name, String number) {
        return new Extension(namespace, name, prefix, Kind.NUMBER, number, List.of(), List.of());
    }

    /** An object with fields. */
    public static Extension object(String namespace, String prefix, String name, List<Extension> children) {
        return new Extension(namespace, name, prefix, Kind.OBJECT, "", List.of(), children);
    }
}
