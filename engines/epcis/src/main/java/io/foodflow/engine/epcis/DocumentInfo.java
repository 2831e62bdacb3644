package io.foodflow.engine.epcis;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frame around the events.
 *
 * @param format JSON or XML
 * @param kind what holds the events
 * @param schemaVersion as written, such as {@code 2.0} or {@code 1.2}
 * @param creationDate when the document was made
 * @param sender from the JSON field or the XML business header
 * @param receiver from the JSON field or the XML business header
 * @param instanceIdentifier the sender's id of the document
 * @param namespaces prefixes declared for the document
 * @param ignoredByHash extension fields that the document asks the event hash to pass over, as {@code {namespace}name};
 *     most often none
 */
public record DocumentInfo(
        RawEvent.Format format,
        Kind kind,
        @Nullable String schemaVersion,
        @Nullable Instant creationDate,
        @Nullable String sender,
        @Nullable String receiver,
        @Nullable String instanceIdentifier,
        Map<String, String> namespaces,
        Set<String> ignoredByHash) {

    /** What holds the events. */
    public enum Kind {
        CAPTURE_DOCUMENT,
        QUERY_DOCUMENT,
        MASTER_DATA_DOCUMENT,
        BARE_EVENT,
        EVENT_ARRAY
    }

    public DocumentInfo {
        namespaces = Map.copyOf(namespaces);
        ignoredByHash = Set.copyOf(ignoredByHash);
    }
}
