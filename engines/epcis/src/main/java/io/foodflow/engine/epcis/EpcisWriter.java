package io.foodflow.engine.epcis;

import io.foodflow.engine.epcis.internal.JsonEventWriter;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.MasterDataElement;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes EPCIS 2.0 documents as JSON-LD, event by event. CBV words come out as short names, identifiers as they were
 * given, times in UTC with milliseconds or what more they have. Reading back what was written gives equal
 * events, but for extensions of version 1 without a namespace, which JSON cannot express.
 *
 * <p>{@link #document} for a list in memory; for a stream open a writer, add events, close it. Not safe for use by
 * several threads.
 */
public final class EpcisWriter implements AutoCloseable {

    /** The context that every document names. */
    public static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /**
     * The frame of a document.
     *
     * @param creationDate when it is made
     * @param sender who sends it, as a URI
     * @param receiver whom it is for, as a URI
     * @param instanceIdentifier the sender's id of the document
     * @param namespaces prefixes that extensions of its events use
     * @param masterData elements for the header
     */
    public record Header(
            Instant creationDate,
            @Nullable String sender,
            @Nullable String receiver,
            @Nullable String instanceIdentifier,
            Map<String, String> namespaces,
            List<MasterDataElement> masterData) {

        public Header {
            namespaces = Map.copyOf(namespaces);
            masterData = List.copyOf(masterData);
        }

        /** A frame with the date only. */
        public static Header at(Instant creationDate) {
            return new Header(creationDate, null, null, null, Map.of(), List.of());
        }

        /** The same with prefixes for extensions. */
        public Header withNamespaces(Map<String, String> prefixes) {
            return new Header(creationDate, sender, receiver, instanceIdentifier, prefixes, masterData);
        }

        /** The same with master data. */
        public Header withMasterData(List<MasterDataElement> elements) {
            return new Header(creationDate, sender, receiver, instanceIdentifier, namespaces, elements);
        }
    }

    private final JsonGenerator json;
    private final JsonEventWriter events;

    /**
     * Begins a document; {@code out} is flushed at the end, never closed.
     *
     * <p>An event whose extensions use a prefix that the header does not declare carries it in a context of its own.
     */
    public EpcisWriter(OutputStream out, Header header) {
        json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
        events = new JsonEventWriter(json, header.namespaces());
        json.writeStartObject();
        json.writeName("@context");
        json.writeStartArray();
        json.writeString(CONTEXT);
        for (Map.Entry<String, String> namespace : new TreeMap<>(header.namespaces()).entrySet()) {
            json.writeStartObject();
            json.writeStringProperty(namespace.getKey(), namespace.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("type", "EPCISDocument");
        json.writeStringProperty("schemaVersion", "2.0");
        json.writeStringProperty("creationDate", header.creationDate().toString());
        optional("sender", header.sender());
        optional("receiver", header.receiver());
        optional("instanceIdentifier", header.instanceIdentifier());
        events.masterData(header.masterData());
        json.writeObjectPropertyStart("epcisBody");
        json.writeArrayPropertyStart("eventList");
    }

    private void optional(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    /** Adds an event. */
    public void event(EpcisEvent event) {
        events.event(event);
    }

    /** Ends the document. */
    @Override
    public void close() {
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.close();
    }

    /** A whole document in UTF-8; prefixes are taken from the extensions of the events. */
    public static byte[] document(Header header, List<? extends EpcisEvent> events) {
        Map<String, String> namespaces = new TreeMap<>();
        for (EpcisEvent event : events) {
            JsonEventWriter.namespaces(event, namespaces);
        }
        namespaces.putAll(header.namespaces());
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + events.size() * 512);
        try (EpcisWriter writer = new EpcisWriter(out, header.withNamespaces(namespaces))) {
            events.forEach(writer::event);
        }
        return out.toByteArray();
    }
}
