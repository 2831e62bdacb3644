package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.DocumentInfo;
import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.Finding;
import io.foodflow.engine.epcis.RawEvent;
import io.foodflow.engine.epcis.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields around the events of a JSON document, as far as they have been met. */
final class JsonFrame {

    private static final Set<String> WANTED = Set.of(
            "@context",
            "type",
            "isA",
            "@type",
            "schemaVersion",
            "creationDate",
            "sender",
            "receiver",
            "instanceIdentifier");

    /** No field of the standard's: the generators of event hashes let a document name what a hash passes over. */
    private static final String IGNORED = ":ignoreFields";

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)*");

    private final Map<String, Node> fields = new HashMap<>();
    private final Set<String> others = new HashSet<>();
    private @Nullable String contextText;
    private @Nullable JsonContext context;
    boolean bodySeen;

    boolean wants(String name) {
        return WANTED.contains(name) || name.endsWith(IGNORED);
    }

    /**
     * Whether the field would have counted for the events that were read. Where a frame is met behind its events, all of it
     * was read before them; only these names may be missing from a frame that is complete without.
     */
    boolean comesTooLate(String name) {
        return bodySeen && name.endsWith(IGNORED) && !fields.containsKey(name);
    }

    void take(Node value, String text) {
        fields.put(value.name, value);
        if ("@context".equals(value.name)) {
            contextText = text;
            context = JsonContext.NONE.with(wrapped(value));
        }
    }

    /** The declarations as the context of an array, so that a lone object or string is read alike. */
    private static Node wrapped(Node value) {
        if (value.kind == Node.Kind.ARRAY) {
            return value;
        }
        Node array = new Node(Node.Kind.ARRAY, "", "");
        array.add(value);
        return array;
    }

    void note(String name) {
        if (others.size() < 100) {
            others.add(name);
        }
    }

    JsonContext context() {
        return context == null ? JsonContext.NONE : context;
    }

    @Nullable
    String contextText() {
        return contextText;
    }

    /** Whether all that a document needs before its events has been met. */
    boolean isComplete() {
        return fields.containsKey("@context")
                && !type().isEmpty()
                && fields.containsKey("schemaVersion")
                && fields.containsKey("creationDate");
    }

    private String type() {
        for (String name : List.of("type", "isA", "@type")) {
            Node type = fields.get(name);
            if (type != null) {
                return JsonEvents.bareType(type.text);
            }
        }
        return "";
    }

    DocumentInfo.Kind kind() {
        return "EPCISQueryDocument".equals(type())
                ? DocumentInfo.Kind.QUERY_DOCUMENT
                : DocumentInfo.Kind.CAPTURE_DOCUMENT;
    }

    boolean isEvent() {
        return JsonEvents.TYPES.contains(type())
                || (others.contains("eventTime")
                        && !fields.containsKey("schemaVersion")
                        && (!type().isEmpty() || fields.containsKey("@context")));
    }

    /** What the frame lacks or has wrong; a query document needs neither version nor date. */
    List<Finding> faults() {
        List<Finding> faults = new ArrayList<>(0);
        String type = type();
        if (!"EPCISDocument".equals(type) && !"EPCISQueryDocument".equals(type)) {
            faults.add(new Finding(
                    "type",
                    type.isEmpty() ? Rule.REQUIRED : Rule.VOCABULARY,
                    "type %s; a document is an EPCISDocument or an EPCISQueryDocument"
                            .formatted(type.isEmpty() ? "is missing" : "was '" + Checks.clip(type) + "'")));
        }
        if (!fields.containsKey("@context")) {
            faults.add(new Finding(
                    "@context",
                    Rule.REQUIRED,
                    "@context is missing; name https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"));
        } else if (!isContext(fields.get("@context"))) {
            faults.add(new Finding("@context", Rule.TYPE, "@context must be a URI, an object or a list of these"));
        }
        if ("EPCISDocument".equals(type)) {
            require(faults, "schemaVersion", "write \"2.0\"");
            require(faults, "creationDate", "say when the document was made");
        }
        requireVersion(faults, fields.get("schemaVersion"));
        for (String field : List.of("sender", "receiver", "instanceIdentifier")) {
            requireText(faults, field);
        }
        Node date = fields.get("creationDate");
        if (date != null && Times.fault(date.text) != null && Times.fault(date.text + "Z") != null) {
            faults.add(new Finding(
                    "creationDate",
                    Rule.TIME,
                    "creationDate '%s' is %s".formatted(Checks.clip(date.text), Times.fault(date.text))));
        }
        return faults;
    }

    private static boolean isContext(@Nullable Node value) {
        return value != null
                && (value.kind == Node.Kind.STRING || value.kind == Node.Kind.OBJECT || value.kind == Node.Kind.ARRAY);
    }

    private void require(List<Finding> faults, String field, String advice) {
        if (!fields.containsKey(field)) {
            faults.add(new Finding(field, Rule.REQUIRED, field + " is missing; " + advice));
        }
    }

    private void requireText(List<Finding> faults, String field) {
        Node value = fields.get(field);
        if (value != null && value.kind != Node.Kind.STRING) {
            faults.add(new Finding(
                    field,
                    Rule.TYPE,
                    "%s must be a string, was %s; put it in quotes".formatted(field, value.kindWord())));
        }
    }

    /** A number is taken too, as GS1's own examples have it. */
    private static void requireVersion(List<Finding> faults, @Nullable Node version) {
        if (version == null) {
            return;
        }
        if (version.kind != Node.Kind.STRING && version.kind != Node.Kind.NUMBER) {
            faults.add(new Finding(
                    "schemaVersion",
                    Rule.TYPE,
                    "schemaVersion must be a string, was %s; write \"2.0\"".formatted(version.kindWord())));
        } else if (!VERSION.matcher(version.text).matches()) {
            faults.add(new Finding(
                    "schemaVersion",
                    Rule.VOCABULARY,
                    "schemaVersion '%s' is no version; write \"2.0\"".formatted(Checks.clip(version.text))));
        }
    }

    private @Nullable String text(String field) {
        Node value = fields.get(field);
        return value == null || value.text.isEmpty() ? null : value.text;
    }

    DocumentInfo info(DocumentInfo.Kind kind) {
        String date = text("creationDate");
        return new DocumentInfo(
                RawEvent.Format.JSON,
                kind,
                text("schemaVersion"),
                date == null ? null : Times.parse(date),
                text("sender"),
                text("receiver"),
                text("instanceIdentifier"),
                context().declared(),
                ignored());
    }

    /** Names of event fields that the document asks the event hash to pass over, as {@code {namespace}name}. */
    private Set<String> ignored() {
        Set<String> names = new HashSet<>();
        for (Node field : fields.values()) {
            if (field.name.endsWith(IGNORED)) {
                for (Node member : field.children()) {
                    String raw = member.name.isEmpty() ? member.text : member.name;
                    var resolved = context()
                            .extension(
                                    raw, io.foodflow.engine.epcis.model.Extension.Kind.TEXT, "", List.of(), List.of());
                    names.add("{" + resolved.namespace() + "}" + resolved.name());
                }
            }
        }
        return names;
    }

    /** The outcome for an object that has neither a body nor is an event. */
    DocumentOutcome noEvents() {
        String type = type();
        if (type.startsWith("EPCIS") && type.endsWith("Document")) {
            return new DocumentOutcome.InvalidDocument(
                    List.of(new Finding("epcisBody", Rule.REQUIRED, "epcisBody is missing; it holds the events")), 0);
        }
        String found;
        if (others.contains("$schema")) {
            found = "a JSON schema";
        } else if (fields.containsKey("@context") && fields.size() == 1 && others.isEmpty()) {
            found = "a JSON-LD context";
        } else if (others.contains("captureID")) {
            found = "a capture job";
        } else if (others.stream().anyMatch(n -> n.startsWith("GE_") || n.startsWith("EQ_") || "query".equals(n))) {
            found = "an EPCIS query";
        } else if (!type.isEmpty()) {
            found = "a JSON object of type '" + Checks.clip(type) + "'";
        } else {
            found = "a JSON object with the fields "
                    + others.stream().sorted().limit(6).map(Checks::clip).toList();
        }
        return new DocumentOutcome.NotEpcis(
                found,
                "this is %s, not an EPCIS document: send an EPCISDocument, an EPCISQueryDocument or an event"
                        .formatted(found));
    }
}
