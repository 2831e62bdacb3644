package io.foodflow.engine.epcis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event exactly as received.
 *
 * @param format the syntax
 * @param text the characters of the document from the event's first to its last bracket
 * @param namespaces prefixes in scope where the event begins and declared outside of it
 * @param context the document's {@code @context} as written (JSON only)
 */
public record RawEvent(
        Format format,
        String text,
        Map<String, String> namespaces,
        @Nullable String context) {

    /** The syntax of a document. */
    public enum Format {
        JSON,
        XML
    }

    public RawEvent {
        namespaces = Map.copyOf(namespaces);
    }
}
