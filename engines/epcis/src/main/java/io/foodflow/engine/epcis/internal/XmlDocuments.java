package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.DocumentInfo;
import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.EpcisLimits;
import io.foodflow.engine.epcis.EpcisSink;
import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.Finding;
import io.foodflow.engine.epcis.RawEvent;
import io.foodflow.engine.epcis.Rule;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.MasterDataElement;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML documents of EPCIS 1.x and 2.0 event by event. DTDs are refused outright, external entities cannot be
 * reached, nesting is bounded. The text of an event is cut from the characters by the parser's offsets.
 */
final class XmlDocuments {

    private static final String QUANTITY_EVENT = "QuantityEvent";
    private static final Set<String> NO_DOCUMENTS = Set.of(
            "Poll",
            "Subscribe",
            "Unsubscribe",
            "GetQueryNames",
            "GetSubscriptionIDs",
            "GetStandardVersion",
            "GetVendorVersion",
            "SubscribeResult",
            "UnsubscribeResult",
            "GetQueryNamesResult",
            "GetSubscriptionIDsResult",
            "GetStandardVersionResult",
            "GetVendorVersionResult",
            "DuplicateNameException",
            "InvalidURIException",
            "NoSuchNameException",
            "NoSuchSubscriptionException",
            "DuplicateSubscriptionException",
            "QueryParameterException",
            "QueryTooLargeException",
            "QueryTooComplexException",
            "SubscriptionControlsException",
            "SubscribeNotPermittedException",
            "SecurityException",
            "ValidationException",
            "ImplementationException");

    /** Ends reading with this outcome. */
    private static final class End extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient DocumentOutcome outcome;

        End(DocumentOutcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    private final EpcisLimits limits;
    private final Instant now;
    private final EpcisSink sink;
    private final Set<String> ignored = new HashSet<>();
    private RecordingReader recording = new RecordingReader(Reader.nullReader(), 0);
    private int depth;
    private int events;
    private int invalid;
    private boolean version1;
    private @Nullable DocumentInfo info;
    private @Nullable String schemaVersion;
    private @Nullable Instant creationDate;
    private @Nullable String sender;
    private @Nullable String receiver;
    private @Nullable String instanceIdentifier;
    private Map<String, String> rootNamespaces = Map.of();
    private DocumentInfo.Kind kind = DocumentInfo.Kind.CAPTURE_DOCUMENT;

    XmlDocuments(EpcisLimits limits, Instant now, EpcisSink sink) {
        this.limits = limits;
        this.now = now;
        this.sink = sink;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // Depth is bounded here, by the limits of the reader.
        factory.setProperty("jdk.xml.maxElementDepth", "0");
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        return factory;
    }

    DocumentOutcome read(Sniffer sniffer) throws IOException {
        Reader characters = sniffer.xmlReader();
        if (characters == null) {
            return new DocumentOutcome.Malformed(1, 1, 0, "the encoding that the XML declaration names is unknown", 0);
        }
        recording = new RecordingReader(characters, limits.maxEventBytes());
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(recording);
            DocumentOutcome outcome = document(xml);
            while (xml.hasNext()) {
                next(xml);
            }
            return outcome;
        } catch (End e) {
            return e.outcome;
        } catch (XMLStreamException e) {
            return fault(e);
        } catch (RuntimeException e) {
            return parserFault(e);
        }
    }

    private DocumentOutcome fault(XMLStreamException e) throws IOException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordingStream.TooLarge tooLarge) {
                return new DocumentOutcome.Refused("event-size", tooLarge.limit(), events);
            }
            if (cause instanceof IOException io && !Sniffer.isEncodingFault(io)) {
                throw io;
            }
        }
        String reason = String.valueOf(e.getMessage());
        int message = reason.indexOf("Message: ");
        reason = message < 0 ? reason : reason.substring(message + 9);
        if (Sniffer.isEncodingFault(e)) {
            reason = "bytes that do not fit the encoding";
        }
        Location at = e.getLocation();
        return at == null
                ? new DocumentOutcome.Malformed(0, 0, -1, reason, events)
                : new DocumentOutcome.Malformed(
                        at.getLineNumber(), at.getColumnNumber(), at.getCharacterOffset(), reason, events);
    }

    /** The JDK's parser lets some faults of a document out as unchecked exceptions; ours are passed on. */
    private DocumentOutcome parserFault(RuntimeException e) {
        boolean fromParser = e.getStackTrace().length > 0
                && (e.getStackTrace()[0].getClassName().startsWith("com.sun.org.apache.xerces")
                        || e.getStackTrace()[0].getClassName().startsWith("com.sun.xml"));
        if (!fromParser) {
            throw e;
        }
        return new DocumentOutcome.Malformed(0, 0, -1, "the XML parser gave up: " + e, events);
    }

    private int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                recording.nextTag();
                if (++depth > limits.maxDepth()) {
                    throw refused("depth", "elements are nested deeper than %d levels".formatted(limits.maxDepth()));
                }
            }
            case XMLStreamConstants.END_ELEMENT -> {
                recording.nextTag();
                depth--;
            }
            case XMLStreamConstants.DTD -> {
                if (recording.declaresMore()) {
                    throw refused(
                            "doctype",
                            "a document type that declares or refers to anything is refused; send the document without it");
                }
            }
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw refused("entity", "a reference to an entity is refused; write the characters themselves");
            default -> {
                // text, comments and instructions are seen by those who read them
            }
        }
        return event;
    }

    private End refused(String limit, String message) {
        return new End(new DocumentOutcome.Refused(limit, message, events));
    }

    private DocumentOutcome document(XMLStreamReader xml) throws XMLStreamException {
        while (next(xml) != XMLStreamConstants.START_ELEMENT) {
            // on to the root
        }
        String root = xml.getLocalName();
        rootNamespaces = declared(xml, Map.of());
        if (JsonEvents.TYPES.contains(root) && isEpcis(xml)) {
            kind = DocumentInfo.Kind.BARE_EVENT;
            event(xml, Map.of());
            return new DocumentOutcome.Complete(known(), events, invalid);
        }
        boolean capture = "EPCISDocument".equals(root);
        boolean query = "EPCISQueryDocument".equals(root) || "QueryResults".equals(root);
        boolean masterData = "EPCISMasterDataDocument".equals(root);
        if (!capture && !query && !masterData) {
            return notEpcis(root);
        }
        kind = capture
                ? DocumentInfo.Kind.CAPTURE_DOCUMENT
                : query ? DocumentInfo.Kind.QUERY_DOCUMENT : DocumentInfo.Kind.MASTER_DATA_DOCUMENT;
        List<Finding> faults = frame(xml, capture);
        if (!faults.isEmpty()) {
            return new DocumentOutcome.InvalidDocument(faults, 0);
        }
        if ("QueryResults".equals(root)) {
            results(xml, rootNamespaces);
        } else if (!root(xml)) {
            return new DocumentOutcome.InvalidDocument(
                    List.of(new Finding("EPCISBody", Rule.REQUIRED, "EPCISBody is missing; it holds the events")),
                    events);
        }
        return new DocumentOutcome.Complete(known(), events, invalid);
    }

    private static DocumentOutcome notEpcis(String root) {
        String found = switch (root) {
            case "EPCISCaptureJob", "EPCISCaptureJobList" -> "a capture job";
            case "VocabularyList", "EPCISMasterData" -> "a fragment with master data";
            case "extension", "EventList", "EPCISBody" -> "a fragment of an EPCIS document";
            case "schema" -> "an XML schema";
            default ->
                NO_DOCUMENTS.contains(root)
                        ? "a query request or its answer (" + root + ")"
                        : "an XML document with the root element '" + Checks.clip(root) + "'";
        };
        return new DocumentOutcome.NotEpcis(
                found,
                "this is %s, not an EPCIS document: send an EPCISDocument, an EPCISQueryDocument or an event"
                        .formatted(found));
    }

    private List<Finding> frame(XMLStreamReader xml, boolean capture) {
        List<Finding> faults = new ArrayList<>(0);
        String namespace = xml.getNamespaceURI();
        if (namespace == null || !namespace.startsWith("urn:epcglobal:epcis")) {
            faults.add(new Finding(
                    xml.getLocalName(),
                    Rule.NAMESPACE,
                    "namespace '%s' is none of EPCIS; use urn:epcglobal:epcis:xsd:2"
                            .formatted(Checks.clip(namespace == null ? "" : namespace))));
        }
        schemaVersion = xml.getAttributeValue(null, "schemaVersion");
        String date = xml.getAttributeValue(null, "creationDate");
        version1 =
                schemaVersion != null && schemaVersion.startsWith("1") && namespace != null && namespace.endsWith(":1");
        if (capture && schemaVersion == null) {
            faults.add(new Finding("schemaVersion", Rule.REQUIRED, "schemaVersion is missing; write 2.0 or 1.2"));
        }
        if (capture && date == null) {
            faults.add(new Finding(
                    "creationDate", Rule.REQUIRED, "creationDate is missing; say when the document was made"));
        }
        if (date != null) {
            creationDate = Times.parse(date.strip());
            if (creationDate == null && Times.fault(date.strip() + "Z") != null) {
                faults.add(new Finding(
                        "creationDate",
                        Rule.TIME,
                        "creationDate '%s' is %s".formatted(Checks.clip(date), Times.fault(date.strip()))));
            }
        }
        return faults;
    }

    private DocumentInfo known() {
        DocumentInfo known = info;
        if (known == null) {
            known = new DocumentInfo(
                    RawEvent.Format.XML,
                    kind,
                    schemaVersion,
                    creationDate,
                    sender,
                    receiver,
                    instanceIdentifier,
                    rootNamespaces,
                    ignored);
            info = known;
            sink.document(known);
        }
        return known;
    }

    private static Map<String, String> declared(XMLStreamReader xml, Map<String, String> outer) {
        if (xml.getNamespaceCount() == 0) {
            return outer;
        }
        Map<String, String> scope = new HashMap<>(outer);
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            String prefix = xml.getNamespacePrefix(i);
            String uri = xml.getNamespaceURI(i);
            scope.put(prefix == null ? "" : prefix, uri == null ? "" : uri);
        }
        return Map.copyOf(scope);
    }

    private static boolean isEpcis(XMLStreamReader xml) {
        String namespace = xml.getNamespaceURI();
        return namespace == null || namespace.isEmpty() || namespace.startsWith("urn:epcglobal:epcis");
    }

    private interface ChildReader {
        void read(String name) throws XMLStreamException;
    }

    /** Runs over the child elements of the element at hand; the reader must leave each at its end tag. */
    private void children(XMLStreamReader xml, ChildReader reader) throws XMLStreamException {
        int outside = depth - 1;
        while (depth > outside) {
            recording.forgetBefore(recording.tagEnd());
            if (next(xml) == XMLStreamConstants.START_ELEMENT) {
                reader.read(xml.getLocalName());
            }
        }
    }

    private void skip(XMLStreamReader xml) throws XMLStreamException {
        children(xml, name -> skip(xml));
    }

    /** Reads header and body; false when there is no body. */
    private boolean root(XMLStreamReader xml) throws XMLStreamException {
        boolean[] body = {false};
        children(xml, name -> {
            switch (name) {
                case "EPCISHeader" -> header(xml);
                case "EPCISBody" -> {
                    body[0] = true;
                    body(xml);
                }
                case "ignoreFields" -> {
                    for (Node field : tree(xml).children()) {
                        ignored.add("{" + field.namespace + "}" + field.name);
                    }
                }
                default -> skip(xml);
            }
        });
        return body[0];
    }

    private void header(XMLStreamReader xml) throws XMLStreamException {
        children(xml, name -> {
            switch (name) {
                case "StandardBusinessDocumentHeader" -> businessHeader(tree(xml));
                case "extension", "EPCISMasterData" -> header(xml);
                case "VocabularyList" -> vocabularies(xml);
                default -> skip(xml);
            }
        });
    }

    private void businessHeader(Node header) {
        for (Node part : header.children()) {
            Node id = part.child("Identifier");
            switch (part.name) {
                case "Sender" -> sender = id == null ? null : id.text;
                case "Receiver" -> receiver = id == null ? null : id.text;
                case "DocumentIdentification" -> {
                    Node instance = part.child("InstanceIdentifier");
                    instanceIdentifier = instance == null ? null : instance.text;
                }
                default -> {
                    // manifest and scope say nothing of the events
                }
            }
        }
    }

    private void body(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> scope = declared(xml, rootNamespaces);
        int[] known = {0};
        String[] strange = {null};
        children(xml, name -> {
            switch (name) {
                case "EventList" -> {
                    known[0]++;
                    eventList(xml, declared(xml, scope));
                }
                case "QueryResults" -> {
                    known[0]++;
                    results(xml, declared(xml, scope));
                }
                case "VocabularyList" -> {
                    known[0]++;
                    vocabularies(xml);
                }
                default -> {
                    if (NO_DOCUMENTS.contains(name)) {
                        throw new End(notEpcis(name));
                    }
                    if (isEpcis(xml)) {
                        strange[0] = name;
                    }
                    skip(xml);
                }
            }
        });
        if (strange[0] != null && !"extension".equals(strange[0])) {
            throw new End(new DocumentOutcome.InvalidDocument(
                    List.of(new Finding(
                            "EPCISBody." + strange[0],
                            Rule.UNKNOWN_FIELD,
                            "EPCISBody has no element '%s'; put the events into EventList"
                                    .formatted(Checks.clip(strange[0])))),
                    events));
        }
        if (kind == DocumentInfo.Kind.QUERY_DOCUMENT && known[0] == 0) {
            throw new End(new DocumentOutcome.InvalidDocument(
                    List.of(new Finding("EPCISBody", Rule.REQUIRED, "QueryResults is missing; it holds the events")),
                    events));
        }
    }

    private void results(XMLStreamReader xml, Map<String, String> scope) throws XMLStreamException {
        children(xml, name -> {
            switch (name) {
                case "resultsBody" -> {
                    results(xml, declared(xml, scope));
                }
                case "EventList" -> eventList(xml, declared(xml, scope));
                case "VocabularyList" -> vocabularies(xml);
                default -> skip(xml);
            }
        });
    }

    private void eventList(XMLStreamReader xml, Map<String, String> scope) throws XMLStreamException {
        children(xml, name -> {
            if ("extension".equals(name) && isEpcis(xml)) {
                eventList(xml, declared(xml, scope));
            } else {
                event(xml, scope);
            }
        });
    }

    private void event(XMLStreamReader xml, Map<String, String> scope) throws XMLStreamException {
        if (events >= limits.maxEvents()) {
            throw refused("events", "the document has more than %d events; split it".formatted(limits.maxEvents()));
        }
        known();
        String type = xml.getLocalName();
        boolean epcis = isEpcis(xml);
        long start = recording.tagStart();
        recording.forgetBefore(start);
        Node node = tree(xml);
        RawEvent raw = new RawEvent(RawEvent.Format.XML, recording.slice(start, recording.tagEnd()), scope, null);
        EventOutcome outcome = outcome(type, epcis, node, raw);
        if (outcome instanceof EventOutcome.InvalidEvent) {
            invalid++;
        }
        events++;
        if (!sink.event(outcome)) {
            throw new End(new DocumentOutcome.Stopped(known(), events));
        }
    }

    private EventOutcome outcome(String type, boolean epcis, Node node, RawEvent raw) {
        boolean quantityEvent = QUANTITY_EVENT.equals(type);
        if (!epcis || !(quantityEvent || JsonEvents.TYPES.contains(type))) {
            return Outcomes.refused(events, raw, Outcomes.unknownType(type));
        }
        EventDraft draft = XmlEvents.read(node, quantityEvent ? "ObjectEvent" : type, version1);
        EpcisEvent event = draft.finish(now);
        return Outcomes.of(events, draft.eventId, draft, event, raw);
    }

    private void vocabularies(XMLStreamReader xml) throws XMLStreamException {
        children(xml, name -> {
            String type = xml.getAttributeValue(null, "type");
            if ("Vocabulary".equals(name) && type != null) {
                vocabulary(xml, type);
            } else {
                skip(xml);
            }
        });
    }

    private void vocabulary(XMLStreamReader xml, String type) throws XMLStreamException {
        children(xml, name -> {
            switch (name) {
                case "VocabularyElementList" -> vocabulary(xml, type);
                case "VocabularyElement" -> {
                    String id = xml.getAttributeValue(null, "id");
                    Node element = tree(xml);
                    if (id != null && !id.isBlank()) {
                        known();
                        sink.masterData(masterData(type, id.strip(), element));
                    }
                }
                default -> skip(xml);
            }
        });
    }

    private static MasterDataElement masterData(String type, String id, Node element) {
        List<MasterDataElement.Attribute> attributes = new ArrayList<>();
        List<Identifier> children = new ArrayList<>(0);
        for (Node child : element.children()) {
            if ("attribute".equals(child.name)) {
                List<Extension> content = new ArrayList<>(0);
                for (Node inner : child.children()) {
                    content.add(XmlEvents.extension(inner));
                }
                String name = "";
                for (Node attribute : child.attributes()) {
                    name = "id".equals(attribute.name) ? attribute.text : name;
                }
                attributes.add(new MasterDataElement.Attribute(name, child.text, content));
            } else if ("children".equals(child.name)) {
                for (Node inner : child.children()) {
                    children.add(Identifier.of(inner.text));
                }
            }
        }
        return new MasterDataElement(type, Identifier.of(id), attributes, children);
    }

    /** Reads the element at hand as a tree; afterwards the parser stands on its end tag. */
    private Node tree(XMLStreamReader xml) throws XMLStreamException {
        String namespace = xml.getNamespaceURI();
        String prefix = xml.getPrefix();
        Node node = new Node(
                Node.Kind.ELEMENT,
                xml.getLocalName(),
                namespace == null ? "" : namespace,
                prefix == null ? "" : prefix,
                "");
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String of = xml.getAttributeNamespace(i);
            String with = xml.getAttributePrefix(i);
            node.addAttribute(new Node(
                    Node.Kind.STRING,
                    xml.getAttributeLocalName(i),
                    of == null ? "" : of,
                    with == null ? "" : with,
                    xml.getAttributeValue(i)));
        }
        StringBuilder text = null;
        String only = null;
        for (int event = next(xml); event != XMLStreamConstants.END_ELEMENT; event = next(xml)) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                node.add(tree(xml));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                if (only == null) {
                    only = xml.getText();
                } else {
                    text = text == null ? new StringBuilder(only) : text;
                    text.append(xml.getText());
                }
            }
        }
        if (node.children().isEmpty() && only != null) {
            node.text = (text == null ? only : text.toString()).strip();
        }
        return node;
    }
}
