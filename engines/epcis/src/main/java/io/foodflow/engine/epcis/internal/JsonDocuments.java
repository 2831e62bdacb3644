package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.DocumentInfo;
import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.EpcisLimits;
import io.foodflow.engine.epcis.EpcisSink;
import io.foodflow.engine.epcis.EpcisSource;
import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.Finding;
import io.foodflow.engine.epcis.RawEvent;
import io.foodflow.engine.epcis.Rule;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.MasterDataElement;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON and JSON-LD documents event by event. The frame (context, type, version, date) is needed before the first
 * event; where a document has it behind its events, the source is opened a second time to fetch it, so nothing but one
 * event is ever held.
 */
final class JsonDocuments {

    /** The sink asked to stop. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop() {
            super(null, null, false, false);
        }
    }

    private static final Pattern PARSER_SETTINGS = Pattern.compile(
            " \\(start marker at \\[Source:[^\\]]*\\]\\)| \\(not recognized as one since[^)]*\\)|, from `[^`]*`");

    private final EpcisLimits limits;
    private final Instant now;
    private final EpcisSource source;
    private final EpcisSink sink;
    private final JsonFactory factory;
    private final JsonFrame frame = new JsonFrame();
    private @Nullable DocumentInfo info;
    private int events;
    private int invalid;
    private boolean eventListSeen;

    JsonDocuments(EpcisLimits limits, Instant now, EpcisSource source, EpcisSink sink) {
        this.limits = limits;
        this.now = now;
        this.source = source;
        this.sink = sink;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxEventBytes())
                        .maxNumberLength(1000)
                        .maxNameLength(10_000)
                        .build())
                .build();
    }

    /** Reads the document; {@code in} is the source opened, in UTF-8 without byte order mark. */
    DocumentOutcome read(InputStream in) throws IOException {
        RecordingStream recording = new RecordingStream(in, limits.maxEventBytes());
        JsonParser parser = factory.createParser(ObjectReadContext.empty(), recording);
        try {
            JsonToken token = parser.nextToken();
            DocumentOutcome outcome = switch (token) {
                case START_OBJECT -> object(parser, recording);
                case START_ARRAY -> array(parser, recording);
                case null ->
                    new DocumentOutcome.NotEpcis("nothing", "the document is empty; send an EPCIS document or event");
                default ->
                    new DocumentOutcome.NotEpcis(
                            "a JSON value", "the document is a single JSON value, no EPCIS document or event");
            };
            if (outcome instanceof DocumentOutcome.Complete && parser.nextToken() != null) {
                return malformed(parser.currentTokenLocation(), "something follows the end of the document");
            }
            return outcome;
        } catch (Stop e) {
            return new DocumentOutcome.Stopped(known(DocumentInfo.Kind.CAPTURE_DOCUMENT), events);
        } catch (StreamConstraintsException e) {
            return new DocumentOutcome.Refused("json", plain(e.getOriginalMessage()), events);
        } catch (JacksonIOException e) {
            return ioFault(e);
        } catch (JacksonException e) {
            return malformed(e.getLocation(), plain(e.getOriginalMessage()));
        }
    }

    private DocumentOutcome ioFault(JacksonIOException e) throws IOException {
        IOException cause = e.getCause();
        if (cause instanceof RecordingStream.TooLarge tooLarge) {
            return new DocumentOutcome.Refused("event-size", tooLarge.limit(), events);
        }
        if (Sniffer.isEncodingFault(e)) {
            return malformed(null, "bytes that do not fit the encoding");
        }
        throw cause == null ? new IOException(e) : cause;
    }

    private DocumentOutcome.Malformed malformed(@Nullable TokenStreamLocation at, String reason) {
        return at == null
                ? new DocumentOutcome.Malformed(0, 0, -1, reason, events)
                : new DocumentOutcome.Malformed(at.getLineNr(), at.getColumnNr(), at.getByteOffset(), reason, events);
    }

    /** The parser's words without what speaks of its own settings. */
    private static String plain(String message) {
        return PARSER_SETTINGS.matcher(message).replaceAll("");
    }

    private DocumentInfo known(DocumentInfo.Kind kind) {
        DocumentInfo known = info;
        if (known == null) {
            known = frame.info(kind);
            info = known;
            sink.document(known);
        }
        return known;
    }

    private DocumentOutcome array(JsonParser p, RecordingStream r) {
        known(DocumentInfo.Kind.EVENT_ARRAY);
        eventList(p, r, JsonContext.NONE);
        return new DocumentOutcome.Complete(known(DocumentInfo.Kind.EVENT_ARRAY), events, invalid);
    }

    private DocumentOutcome object(JsonParser p, RecordingStream r) throws IOException {
        for (JsonToken t = p.nextToken(); t == JsonToken.PROPERTY_NAME; t = p.nextToken()) {
            String name = p.currentName();
            r.forgetBefore(offset(p));
            p.nextToken();
            boolean header = "epcisHeader".equals(name);
            if (!header && !"epcisBody".equals(name)) {
                if (frame.comesTooLate(name)) {
                    return new DocumentOutcome.InvalidDocument(List.of(tooLate(name)), events);
                }
                frameField(p, r, name);
                continue;
            }
            if (!frame.isComplete()) {
                completeFrame();
            }
            List<Finding> faults = frame.faults();
            if (!faults.isEmpty()) {
                return new DocumentOutcome.InvalidDocument(faults, events);
            }
            known(frame.kind());
            if (header) {
                header(p, r);
            } else {
                frame.bodySeen = true;
                Finding fault = body(p, r);
                if (fault != null) {
                    return new DocumentOutcome.InvalidDocument(List.of(fault), events);
                }
            }
        }
        if (frame.bodySeen) {
            return new DocumentOutcome.Complete(known(frame.kind()), events, invalid);
        }
        return frame.isEvent() ? bareEvent() : frame.noEvents();
    }

    private static Finding tooLate(String name) {
        return new Finding(
                name,
                Rule.ORDER,
                "%s stands behind epcisBody, and the events before it are read already; put it before epcisBody"
                        .formatted(Checks.clip(name)));
    }

    private void frameField(JsonParser p, RecordingStream r, String name) {
        if (frame.wants(name)) {
            long start = offset(p);
            Node value = tree(p, name);
            frame.take(value, r.slice(start, end(p)));
        } else {
            frame.note(name);
            skip(p, r);
        }
    }

    /** Opens the source again and reads all fields of the frame, skipping header and body. */
    private void completeFrame() throws IOException {
        try (InputStream again = Sniffer.of(source.open()).utf8()) {
            RecordingStream recording = new RecordingStream(again, limits.maxEventBytes());
            JsonParser p = factory.createParser(ObjectReadContext.empty(), recording);
            p.nextToken();
            for (JsonToken t = p.nextToken(); t == JsonToken.PROPERTY_NAME; t = p.nextToken()) {
                recording.forgetBefore(offset(p));
                String name = p.currentName();
                p.nextToken();
                frameField(p, recording, name);
            }
        }
    }

    private DocumentOutcome bareEvent() throws IOException {
        try (InputStream again = Sniffer.of(source.open()).utf8()) {
            RecordingStream recording = new RecordingStream(again, limits.maxEventBytes());
            JsonParser p = factory.createParser(ObjectReadContext.empty(), recording);
            p.nextToken();
            DocumentInfo bare = known(DocumentInfo.Kind.BARE_EVENT);
            recording.forgetBefore(offset(p));
            event(p, recording, JsonContext.NONE, true);
            return new DocumentOutcome.Complete(bare, events, invalid);
        }
    }

    private @Nullable Finding body(JsonParser p, RecordingStream r) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            return new Finding("epcisBody", Rule.TYPE, "epcisBody must be an object with an eventList");
        }
        fields(p, r, name -> {
            switch (name) {
                case "eventList" -> list(p, r);
                case "event" -> {
                    eventListSeen = true;
                    event(p, r, frame.context(), false);
                }
                case "queryResults" ->
                    fields(p, r, result -> {
                        if ("resultsBody".equals(result)) {
                            fields(p, r, inner -> {
                                switch (inner) {
                                    case "eventList" -> list(p, r);
                                    case "vocabularyList" -> vocabularies(p, r);
                                    default -> skip(p, r);
                                }
                            });
                        } else {
                            skip(p, r);
                        }
                    });
                default -> skip(p, r);
            }
        });
        return eventListSeen
                ? null
                : new Finding(
                        "epcisBody.eventList",
                        Rule.REQUIRED,
                        "eventList is missing; put the events into epcisBody.eventList, or for query results into"
                                + " epcisBody.queryResults.resultsBody.eventList");
    }

    private interface FieldReader {
        void read(String name);
    }

    /** Runs over the fields of the object at hand; skips any other value. */
    private void fields(JsonParser p, RecordingStream r, FieldReader reader) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            skip(p, r);
            return;
        }
        for (JsonToken t = p.nextToken(); t == JsonToken.PROPERTY_NAME; t = p.nextToken()) {
            String name = p.currentName();
            r.forgetBefore(offset(p));
            p.nextToken();
            reader.read(name);
        }
    }

    private void list(JsonParser p, RecordingStream r) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            skip(p, r);
            return;
        }
        eventListSeen = true;
        eventList(p, r, frame.context());
    }

    private void eventList(JsonParser p, RecordingStream r, JsonContext context) {
        for (JsonToken t = p.nextToken(); t != JsonToken.END_ARRAY; t = p.nextToken()) {
            r.forgetBefore(offset(p));
            event(p, r, context, false);
        }
    }

    private void event(JsonParser p, RecordingStream r, JsonContext context, boolean bare) {
        if (events >= limits.maxEvents()) {
            throw new StreamConstraintsException(
                    "the document has more than %d events; split it".formatted(limits.maxEvents()));
        }
        long start = offset(p);
        Node node = tree(p, "");
        String text = r.slice(start, end(p));
        RawEvent raw = new RawEvent(RawEvent.Format.JSON, text, context.declared(), bare ? null : frame.contextText());
        EventOutcome outcome = outcome(node, context, bare, raw);
        if (outcome instanceof EventOutcome.InvalidEvent) {
            invalid++;
        }
        events++;
        if (!sink.event(outcome)) {
            throw new Stop();
        }
    }

    private EventOutcome outcome(Node node, JsonContext context, boolean bare, RawEvent raw) {
        if (node.kind != Node.Kind.OBJECT) {
            return refused(null, raw, new Finding("", Rule.TYPE, "an event must be an object, was " + node.kindWord()));
        }
        String type = JsonEvents.typeOf(node);
        Node id = node.child("eventID");
        String eventId = id == null || id.text.isEmpty() ? null : id.text;
        if (!JsonEvents.TYPES.contains(type)) {
            return refused(eventId, raw, Outcomes.unknownType(type));
        }
        EventDraft draft = JsonEvents.read(node, context);
        if (bare && node.child("@context") == null) {
            draft.checks.error(
                    "@context",
                    Rule.REQUIRED,
                    "@context is missing; an event on its own names https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld");
        }
        EpcisEvent event = draft.finish(now);
        return Outcomes.of(events, eventId, draft, event, raw);
    }

    private EventOutcome refused(@Nullable String eventId, RawEvent raw, Finding finding) {
        return new EventOutcome.InvalidEvent(events, eventId, raw, List.of(finding));
    }

    private void header(JsonParser p, RecordingStream r) {
        fields(p, r, name -> {
            if ("epcisMasterData".equals(name)) {
                fields(p, r, inner -> {
                    if ("vocabularyList".equals(inner)) {
                        vocabularies(p, r);
                    } else {
                        skip(p, r);
                    }
                });
            } else {
                skip(p, r);
            }
        });
    }

    private void vocabularies(JsonParser p, RecordingStream r) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            skip(p, r);
            return;
        }
        for (JsonToken t = p.nextToken(); t != JsonToken.END_ARRAY; t = p.nextToken()) {
            r.forgetBefore(offset(p));
            String[] type = {""};
            List<Node> early = new ArrayList<>(0);
            fields(p, r, name -> {
                if (JsonEvents.isTypeName(name)) {
                    type[0] = tree(p, name).text;
                    early.forEach(element -> vocabularyElement(type[0], element));
                    early.clear();
                } else if ("vocabularyElementList".equals(name) && p.currentToken() == JsonToken.START_ARRAY) {
                    while (p.nextToken() != JsonToken.END_ARRAY) {
                        r.forgetBefore(offset(p));
                        Node element = tree(p, "");
                        if (type[0].isEmpty()) {
                            early.add(element);
                        } else {
                            vocabularyElement(type[0], element);
                        }
                    }
                } else {
                    skip(p, r);
                }
            });
            early.forEach(element -> vocabularyElement(type[0], element));
        }
    }

    private void vocabularyElement(String type, Node element) {
        Node id = element.child("id");
        if (id == null) {
            id = element.child("@id");
        }
        if (id == null || id.text.isBlank()) {
            return;
        }
        List<MasterDataElement.Attribute> attributes = new ArrayList<>();
        Node list = element.child("attributes");
        for (Node attribute : list == null ? List.<Node>of() : list.children()) {
            Node name = attribute.child("id");
            Node value = attribute.child("attribute");
            if (name != null) {
                attributes.add(attribute(name.text, value));
            }
        }
        List<Identifier> children = new ArrayList<>(0);
        Node named = element.child("children");
        for (Node child : named == null ? List.<Node>of() : named.children()) {
            children.add(Identifier.of(child.text));
        }
        sink.masterData(new MasterDataElement(type, Identifier.of(id.text.strip()), attributes, children));
    }

    private MasterDataElement.Attribute attribute(String id, @Nullable Node value) {
        if (value == null) {
            return new MasterDataElement.Attribute(id, "", List.of());
        }
        if (value.kind != Node.Kind.OBJECT && value.kind != Node.Kind.ARRAY) {
            return new MasterDataElement.Attribute(id, value.text.strip(), List.of());
        }
        List<Extension> content = new ArrayList<>();
        for (Node child : value.children()) {
            JsonEvents.append(child.name, child, content, frame.context());
        }
        return new MasterDataElement.Attribute(id, "", content);
    }

    private static long offset(JsonParser p) {
        return p.currentTokenLocation().getByteOffset();
    }

    /** Offset behind the value that was just read. */
    private static long end(JsonParser p) {
        return p.currentLocation().getByteOffset();
    }

    /** Reads the value at hand as a tree; afterwards the parser stands on its last token. */
    private static Node tree(JsonParser p, String name) {
        return switch (p.currentToken()) {
            case START_OBJECT -> {
                Node object = new Node(Node.Kind.OBJECT, name, "");
                for (JsonToken t = p.nextToken(); t == JsonToken.PROPERTY_NAME; t = p.nextToken()) {
                    String field = p.currentName();
                    p.nextToken();
                    object.add(tree(p, field));
                }
                yield object;
            }
            case START_ARRAY -> {
                Node array = new Node(Node.Kind.ARRAY, name, "");
                while (p.nextToken() != JsonToken.END_ARRAY) {
                    array.add(tree(p, ""));
                }
                yield array;
            }
            case VALUE_STRING -> new Node(Node.Kind.STRING, name, p.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node(Node.Kind.NUMBER, name, p.getString());
            case VALUE_TRUE, VALUE_FALSE -> new Node(Node.Kind.BOOLEAN, name, p.getString());
            default -> new Node(Node.Kind.NULL, name, "");
        };
    }

    /** Passes over the value at hand without keeping it. */
    private static void skip(JsonParser p, RecordingStream r) {
        int depth = 0;
        for (JsonToken t = p.currentToken(); t != null; t = p.nextToken()) {
            if (t.isStructStart()) {
                depth++;
            } else if (t.isStructEnd()) {
                depth--;
            }
            r.forgetBefore(offset(p));
            if (depth == 0) {
                return;
            }
        }
    }
}
