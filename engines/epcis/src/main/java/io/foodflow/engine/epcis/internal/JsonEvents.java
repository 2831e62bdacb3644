package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.Cbv;
import io.foodflow.engine.epcis.Rule;
import io.foodflow.engine.epcis.model.Action;
import io.foodflow.engine.epcis.model.BizTransaction;
import io.foodflow.engine.epcis.model.ErrorDeclaration;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.PersistentDisposition;
import io.foodflow.engine.epcis.model.Place;
import io.foodflow.engine.epcis.model.QuantityElement;
import io.foodflow.engine.epcis.model.SensorElement;
import io.foodflow.engine.epcis.model.SourceDestination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives the fields of a JSON event their meaning (EPCIS 2.0, section 10, and the JSON schema that goes with it). */
final class JsonEvents {

    static final Set<String> TYPES =
            Set.of("ObjectEvent", "AggregationEvent", "AssociationEvent", "TransactionEvent", "TransformationEvent");

    private static final Set<String> PARENT_FIELDS = Set.of("action", "parentID", "childEPCs", "childQuantityList");
    private static final Set<String> OBJECT_FIELDS = Set.of("action", "epcList", "quantityList", "ilmd");
    private static final Set<String> TRANSACTION_FIELDS = Set.of("action", "epcList", "quantityList", "parentID");
    private static final Set<String> TRANSFORMATION_FIELDS = Set.of(
            "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID", "ilmd");

    private final EventDraft draft;
    private final Checks checks;
    private final JsonContext context;
    private final Set<String> seen = new java.util.HashSet<>(32);
    private final List<Node> last = new ArrayList<>(24);

    private JsonEvents(EventDraft draft, JsonContext context) {
        this.draft = draft;
        this.checks = draft.checks;
        this.context = context;
    }

    /** The type of an event without prefix or namespace; empty when there is none. */
    static String typeOf(Node event) {
        for (Node field : event.children()) {
            if (isTypeName(field.name) && field.kind == Node.Kind.STRING) {
                return bareType(field.text);
            }
        }
        return "";
    }

    static boolean isTypeName(String name) {
        return "type".equals(name) || "isA".equals(name) || "@type".equals(name);
    }

    static String bareType(String type) {
        if (type.startsWith("epcis:")) {
            return type.substring(6);
        }
        return type.startsWith("https://ref.gs1.org/epcis/") ? type.substring(26) : type;
    }

    static EventDraft read(Node event, JsonContext documentContext) {
        Checks checks = new Checks(true);
        EventDraft draft = new EventDraft(checks);
        JsonContext context = documentContext;
        Node own = event.child("@context");
        if (own != null) {
            context = context.with(own);
        }
        draft.type = typeOf(event);
        JsonEvents reader = new JsonEvents(draft, context);
        List<Node> fields = event.children();
        for (int i = fields.size() - 1; i >= 0; i--) {
            Node field = fields.get(i);
            if (reader.seen.add(field.name)) {
                reader.last.add(field);
            } else {
                checks.warn(field.name, Rule.DUPLICATE, field.name + " stands twice in the event; the last one counts");
            }
        }
        for (int i = reader.last.size() - 1; i >= 0; i--) {
            reader.field(reader.last.get(i));
        }
        return draft;
    }

    private void field(Node f) {
        switch (f.name) {
            case "@context", "type", "isA", "@type", "id", "@id" -> {
                // read before, or a name of the node in JSON-LD
            }
            case "eventTime" -> {
                draft.eventTimeGiven = true;
                draft.eventTime = checks.time("eventTime", f);
            }
            case "recordTime" -> draft.recordTime = checks.time("recordTime", f);
            case "eventTimeZoneOffset" -> draft.offset = offset(checks, f);
            case "eventID" -> draft.eventId = checks.uri("eventID", f);
            case "certificationInfo" -> certification(f);
            case "errorDeclaration" -> draft.errorDeclaration = errorDeclaration(f);
            case "bizStep" -> draft.bizStep = checks.word("bizStep", f, Cbv.BIZ_STEP, true);
            case "disposition" -> draft.disposition = checks.word("disposition", f, Cbv.DISPOSITION, true);
            case "persistentDisposition" -> draft.persistentDisposition = persistent(f);
            case "readPoint" -> draft.readPoint = place(f);
            case "bizLocation" -> draft.bizLocation = place(f);
            case "bizTransactionList" -> bizTransactions(f);
            case "sourceList" -> ends(f, "source", draft.sources);
            case "destinationList" -> ends(f, "destination", draft.destinations);
            case "sensorElementList" -> sensorElements(f);
            case "action" -> {
                if (own("action")) {
                    draft.actionGiven = true;
                    draft.action = action(checks, f);
                }
            }
            case "epcList" -> {
                if (own("epcList")) {
                    draft.epcsGiven = true;
                    draft.epcCount = epcs(f, draft.epcs);
                }
            }
            case "quantityList" -> {
                if (own("quantityList")) {
                    draft.quantityCount = quantities(f, draft.quantities);
                }
            }
            case "parentID" -> {
                if (own("parentID")) {
                    draft.parentGiven = true;
                    draft.parentId = checks.identifier("parentID", f);
                }
            }
            case "childEPCs" -> {
                if (own("childEPCs")) {
                    draft.epcCount = epcs(f, draft.epcs);
                }
            }
            case "childQuantityList" -> {
                if (own("childQuantityList")) {
                    draft.quantityCount = quantities(f, draft.quantities);
                }
            }
            case "inputEPCList" -> {
                if (own("inputEPCList")) {
                    draft.epcCount = epcs(f, draft.epcs);
                }
            }
            case "inputQuantityList" -> {
                if (own("inputQuantityList")) {
                    draft.quantityCount = quantities(f, draft.quantities);
                }
            }
            case "outputEPCList" -> {
                if (own("outputEPCList")) {
                    draft.outputEpcCount = epcs(f, draft.outputEpcs);
                }
            }
            case "outputQuantityList" -> {
                if (own("outputQuantityList")) {
                    draft.outputQuantityCount = quantities(f, draft.outputQuantities);
                }
            }
            case "transformationID" -> {
                if (own("transformationID")) {
                    draft.transformationId = checks.looseIdentifier("transformationID", f);
                }
            }
            case "ilmd" -> {
                if (own("ilmd")) {
                    ilmd(f);
                }
            }
            default -> extension(f, draft.extensions, "the event");
        }
    }

    private boolean own(String name) {
        boolean allowed = fieldsOf(draft.type).contains(name);
        if (!allowed) {
            checks.error(name, Rule.UNKNOWN_FIELD, "a %s has no field %s; leave it out".formatted(draft.type, name));
        }
        return allowed;
    }

    private static Set<String> fieldsOf(String type) {
        return switch (type) {
            case "ObjectEvent" -> OBJECT_FIELDS;
            case "TransactionEvent" -> TRANSACTION_FIELDS;
            case "TransformationEvent" -> TRANSFORMATION_FIELDS;
            default -> PARENT_FIELDS;
        };
    }

    static @Nullable String offset(Checks checks, Node f) {
        String text = checks.text("eventTimeZoneOffset", f);
        if (text != null && !Times.isOffset(text)) {
            checks.error(
                    "eventTimeZoneOffset",
                    Rule.OFFSET,
                    "eventTimeZoneOffset '%s' is none; write +hh:mm or -hh:mm, at most 14:00"
                            .formatted(Checks.clip(text)));
            return null;
        }
        return text;
    }

    static @Nullable Action action(Checks checks, Node f) {
        String text = checks.text("action", f);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "ADD" -> Action.ADD;
            case "OBSERVE" -> Action.OBSERVE;
            case "DELETE" -> Action.DELETE;
            default -> {
                checks.error(
                        "action",
                        Rule.VOCABULARY,
                        "action '%s' is none of ADD, OBSERVE, DELETE; choose one".formatted(Checks.clip(text)));
                yield null;
            }
        };
    }

    /** The members of a list; a single value is taken as a list of one. */
    private List<Node> members(Node f) {
        if (f.kind == Node.Kind.ARRAY) {
            return f.children();
        }
        if (f.kind == Node.Kind.OBJECT) {
            checks.warn(f.name, Rule.TYPE, f.name + " must be a list; the single object is taken as a list of one");
            return List.of(f);
        }
        checks.error(f.name, Rule.TYPE, "%s must be a list, was %s; put it in [ ]".formatted(f.name, f.kindWord()));
        return List.of();
    }

    private boolean isObject(String name, Node f) {
        if (f.kind != Node.Kind.OBJECT) {
            checks.error(
                    name,
                    Rule.TYPE,
                    "%s must be an object, was %s".formatted(name.isEmpty() ? "the member" : name, f.kindWord()));
            return false;
        }
        return true;
    }

    private void unknown(Node f, String where) {
        checks.error(
                f.name, Rule.UNKNOWN_FIELD, "%s has no field '%s'; leave it out".formatted(where, Checks.clip(f.name)));
    }

    private void certification(Node f) {
        if (f.kind != Node.Kind.ARRAY) {
            String uri = checks.uri("certificationInfo", f);
            if (uri != null) {
                draft.certificationInfo.add(uri);
            }
            return;
        }
        int i = 0;
        for (Node member : f.children()) {
            checks.enter("certificationInfo", i++);
            String uri = checks.uri("", member);
            if (uri != null) {
                draft.certificationInfo.add(uri);
            }
            checks.leave();
        }
    }

    private @Nullable ErrorDeclaration errorDeclaration(Node f) {
        if (!isObject("errorDeclaration", f)) {
            return null;
        }
        checks.enter("errorDeclaration", -1);
        Instant time = null;
        boolean given = false;
        String reason = null;
        List<String> corrective = new ArrayList<>(0);
        List<Extension> extensions = new ArrayList<>(0);
        for (Node field : f.children()) {
            switch (field.name) {
                case "type", "isA", "@type", "id", "@id" -> {}
                case "declarationTime" -> {
                    given = true;
                    time = checks.time("declarationTime", field);
                }
                case "reason" -> reason = checks.word("reason", field, Cbv.ERROR_REASON, true);
                case "correctiveEventIDs" -> {
                    for (Node id : members(field)) {
                        String uri = checks.uri("correctiveEventIDs", id);
                        if (uri != null) {
                            corrective.add(uri);
                        }
                    }
                }
                default -> extension(field, extensions, "an errorDeclaration");
            }
        }
        if (!given) {
            checks.error(
                    "declarationTime", Rule.REQUIRED, "declarationTime is missing; say when the error was declared");
        }
        checks.leave();
        return time == null ? null : new ErrorDeclaration(time, reason, corrective, extensions);
    }

    private @Nullable PersistentDisposition persistent(Node f) {
        if (!isObject("persistentDisposition", f)) {
            return null;
        }
        checks.enter("persistentDisposition", -1);
        List<String> set = new ArrayList<>(2);
        List<String> unset = new ArrayList<>(2);
        for (Node field : f.children()) {
            switch (field.name) {
                case "set" -> words(field, set);
                case "unset" -> words(field, unset);
                case "type", "isA", "@type", "id", "@id" -> {}
                default -> unknown(field, "a persistentDisposition");
            }
        }
        if (f.child("set") == null && f.child("unset") == null) {
            checks.error("", Rule.REQUIRED, "a persistentDisposition needs set, unset or both");
        }
        checks.leave();
        return new PersistentDisposition(set, unset);
    }

    private void words(Node f, List<String> into) {
        int i = 0;
        for (Node member : members(f)) {
            checks.enter(f.name, i++);
            String word = checks.word("", member, Cbv.DISPOSITION, true);
            if (word != null && into.contains(word)) {
                checks.warn("", Rule.DUPLICATE, "%s has '%s' twice; once is enough".formatted(f.name, word));
            } else if (word != null) {
                into.add(word);
            }
            checks.leave();
        }
        if (i == 0) {
            checks.error(f.name, Rule.REQUIRED, f.name + " is empty; name a disposition or leave it out");
        }
    }

    private @Nullable Place place(Node f) {
        if (f.kind == Node.Kind.STRING) {
            checks.warn(f.name, Rule.TYPE, f.name + " must be an object with an id; the text is taken as the id");
            Identifier id = checks.identifier(f.name, f);
            return id == null ? null : new Place(id, List.of());
        }
        if (!isObject(f.name, f)) {
            return null;
        }
        checks.enter(f.name, -1);
        Identifier id = null;
        boolean given = false;
        List<Extension> extensions = new ArrayList<>(0);
        for (Node field : f.children()) {
            switch (field.name) {
                case "id", "@id" -> {
                    given = true;
                    id = checks.identifier("id", field);
                }
                case "type", "isA", "@type" -> {}
                default -> append(field, extensions);
            }
        }
        if (!given) {
            checks.error("id", Rule.REQUIRED, "id is missing; say which place, as urn:epc:id:sgln:...");
        }
        checks.leave();
        return id == null ? null : new Place(id, extensions);
    }

    private void bizTransactions(Node f) {
        int i = 0;
        for (Node member : members(f)) {
            checks.enter("bizTransactionList", i++);
            if (isObject("", member)) {
                String type = null;
                Identifier id = null;
                for (Node field : member.children()) {
                    switch (field.name) {
                        case "type" -> type = checks.word("type", field, Cbv.BIZ_TRANSACTION_TYPE, true);
                        case "bizTransaction" -> id = checks.transaction("bizTransaction", field);
                        default -> unknown(field, "a business transaction");
                    }
                }
                require(member, "bizTransaction");
                if (id != null) {
                    draft.bizTransactions.add(new BizTransaction(type, id));
                }
            }
            checks.leave();
        }
        draft.bizTransactionCount = i;
    }

    private void require(Node object, String field) {
        if (object.child(field) == null) {
            checks.error(field, Rule.REQUIRED, field + " is missing; give its URI");
        }
    }

    private void ends(Node f, String name, List<SourceDestination> into) {
        int i = 0;
        for (Node member : members(f)) {
            checks.enter(f.name, i++);
            if (isObject("", member)) {
                String type = null;
                Identifier id = null;
                for (Node field : member.children()) {
                    if ("type".equals(field.name)) {
                        type = checks.requiredWord("type", field, Cbv.SOURCE_DESTINATION_TYPE);
                    } else if (name.equals(field.name)) {
                        id = checks.identifier(name, field);
                    } else {
                        unknown(field, "a " + name);
                    }
                }
                require(member, "type");
                require(member, name);
                if (type != null && id != null) {
                    into.add(new SourceDestination(type, id));
                }
            }
            checks.leave();
        }
    }

    private int epcs(Node f, List<Identifier> into) {
        int i = 0;
        if (f.kind == Node.Kind.STRING) {
            checks.warn(f.name, Rule.TYPE, f.name + " must be a list; the single value is taken as a list of one");
            Identifier id = checks.identifier(f.name, f);
            if (id != null) {
                into.add(id);
            }
            return 1;
        }
        for (Node member : members(f)) {
            checks.enter(f.name, i++);
            Identifier id = checks.identifier("", member);
            if (id != null) {
                into.add(id);
            }
            checks.leave();
        }
        return i;
    }

    private int quantities(Node f, List<QuantityElement> into) {
        int i = 0;
        for (Node member : members(f)) {
            checks.enter(f.name, i++);
            if (isObject("", member)) {
                quantity(member, into);
            }
            checks.leave();
        }
        return i;
    }

    private void quantity(Node member, List<QuantityElement> into) {
        Identifier epcClass = null;
        java.math.BigDecimal quantity = null;
        String uom = null;
        for (Node field : member.children()) {
            switch (field.name) {
                case "epcClass" -> epcClass = checks.identifier("epcClass", field);
                case "quantity" -> quantity = checks.amount("quantity", field);
                case "uom" -> uom = checks.unit("uom", field);
                case "type", "isA", "@type" -> {}
                default -> unknown(field, "a quantityElement");
            }
        }
        require(member, "epcClass");
        if (epcClass != null) {
            into.add(new QuantityElement(epcClass, quantity, uom));
        }
    }

    private void sensorElements(Node f) {
        int i = 0;
        for (Node member : members(f)) {
            checks.enter("sensorElementList", i++);
            if (isObject("", member)) {
                SensorDraft sensor = new SensorDraft(checks);
                List<Extension> extensions = new ArrayList<>(0);
                for (Node field : member.children()) {
                    switch (field.name) {
                        case "sensorMetadata" -> metadata(field, sensor);
                        case "sensorReport" -> reports(field, sensor);
                        case "type", "isA", "@type", "id", "@id" -> {}
                        default -> extension(field, extensions, "a sensorElement");
                    }
                }
                SensorElement element = sensor.element(extensions);
                if (element != null) {
                    draft.sensorElements.add(element);
                }
            }
            checks.leave();
        }
        draft.sensorElementCount = i;
    }

    private void metadata(Node f, SensorDraft sensor) {
        if (!isObject("sensorMetadata", f)) {
            return;
        }
        checks.enter("sensorMetadata", -1);
        sensor.beginMetadata();
        List<Extension> extensions = new ArrayList<>(0);
        for (Node field : f.children()) {
            if (!sensor.metadataField(field) && !isTypeName(field.name)) {
                extension(field, extensions, "sensorMetadata");
            }
        }
        sensor.endMetadata(extensions);
        checks.leave();
    }

    private void reports(Node f, SensorDraft sensor) {
        int i = 0;
        for (Node member : members(f)) {
            checks.enter("sensorReport", i++);
            if (isObject("", member)) {
                sensor.beginReport();
                List<Extension> extensions = new ArrayList<>(0);
                for (Node field : member.children()) {
                    if (!sensor.reportField(field, context.declares("gs1")) && !isTypeName(field.name)) {
                        extension(field, extensions, "a sensorReport");
                    }
                }
                sensor.endReport(extensions);
            }
            checks.leave();
        }
    }

    private void ilmd(Node f) {
        if (!isObject("ilmd", f)) {
            return;
        }
        draft.ilmdGiven = true;
        checks.enter("ilmd", -1);
        for (Node field : f.children()) {
            extension(field, draft.ilmd, "ilmd");
        }
        checks.leave();
    }

    /** A field of another namespace, where the standard wants one. */
    private void extension(Node f, List<Extension> into, String where) {
        if (!context.isQualified(f.name)) {
            checks.error(
                    f.name,
                    "ilmd".equals(where) ? Rule.NAMESPACE : Rule.UNKNOWN_FIELD,
                    "%s has no field '%s', and an extension needs a namespace; declare a prefix in @context and write"
                                    .formatted(where, Checks.clip(f.name))
                            + " prefix:" + Checks.clip(f.name));
            return;
        }
        if (context.isUnknownPrefix(f.name)) {
            checks.warn(
                    f.name,
                    Rule.NAMESPACE,
                    "no context declares the prefix of '%s'; declare it in @context".formatted(Checks.clip(f.name)));
        }
        append(f, into);
    }

    private void append(Node f, List<Extension> into) {
        append(f.name, f, into, context);
    }

    static void append(String name, Node f, List<Extension> into, JsonContext context) {
        switch (f.kind) {
            case ARRAY -> {
                for (Node member : f.children()) {
                    append(name, member, into, context);
                }
            }
            case OBJECT -> {
                List<Extension> children = new ArrayList<>(f.children().size());
                String text = "";
                for (Node child : f.children()) {
                    if ("#text".equals(child.name)) {
                        text = child.text.strip();
                    } else {
                        append(child.name, child, children, context);
                    }
                }
                into.add(context.extension(name, Extension.Kind.OBJECT, text, List.of(), children));
            }
            case NUMBER -> into.add(leaf(context, name, Extension.Kind.NUMBER, f.text));
            case BOOLEAN -> into.add(leaf(context, name, Extension.Kind.BOOLEAN, f.text));
            case NULL -> into.add(leaf(context, name, Extension.Kind.NULL, ""));
            default -> into.add(leaf(context, name, Extension.Kind.TEXT, f.text.strip()));
        }
    }

    private static Extension leaf(JsonContext context, String name, Extension.Kind kind, String text) {
        return context.extension(name, kind, text, List.of(), List.of());
    }
}
