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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the elements of an XML event their meaning (EPCIS 1.2 and 2.0, section 9). The {@code extension} elements in
 * which 1.2 wraps what later versions added are looked through at any depth.
 *
 * <p>The order of the schema is demanded where streaming readers depend on it, of the event time that leads; any other
 * disorder is a warning, because it loses nothing.
 */
final class XmlEvents {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final List<String> BASE = List.of(
            "eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "errorDeclaration", "certificationInfo");
    private static final Map<String, List<String>> ORDER = Map.of(
            "ObjectEvent",
            List.of(
                    "epcList",
                    "action",
                    "bizStep",
                    "disposition",
                    "readPoint",
                    "bizLocation",
                    "bizTransactionList",
                    "quantityList",
                    "sourceList",
                    "destinationList",
                    "sensorElementList",
                    "persistentDisposition",
                    "ilmd"),
            "AggregationEvent",
            List.of(
                    "parentID",
                    "childEPCs",
                    "action",
                    "bizStep",
                    "disposition",
                    "readPoint",
                    "bizLocation",
                    "bizTransactionList",
                    "childQuantityList",
                    "sourceList",
                    "destinationList",
                    "sensorElementList",
                    "persistentDisposition"),
            "AssociationEvent",
            List.of(
                    "parentID",
                    "childEPCs",
                    "childQuantityList",
                    "action",
                    "bizStep",
                    "disposition",
                    "readPoint",
                    "bizLocation",
                    "bizTransactionList",
                    "sourceList",
                    "destinationList",
                    "sensorElementList",
                    "persistentDisposition"),
            "TransactionEvent",
            List.of(
                    "bizTransactionList",
                    "parentID",
                    "epcList",
                    "action",
                    "bizStep",
                    "disposition",
                    "readPoint",
                    "bizLocation",
                    "quantityList",
                    "sourceList",
                    "destinationList",
                    "sensorElementList",
                    "persistentDisposition"),
            "TransformationEvent",
            List.of(
                    "inputEPCList",
                    "inputQuantityList",
                    "outputEPCList",
                    "outputQuantityList",
                    "transformationID",
                    "bizStep",
                    "disposition",
                    "readPoint",
                    "bizLocation",
                    "bizTransactionList",
                    "sourceList",
                    "destinationList",
                    "sensorElementList",
                    "persistentDisposition",
                    "ilmd"));

    private final EventDraft draft;
    private final Checks checks;
    private final List<String> allowed;
    private final Set<String> seen = new HashSet<>(32);
    private final boolean quantityEvent;
    private final boolean version1;
    private int position = -1;
    private boolean disorder;
    private boolean wrapped;
    private @Nullable Identifier quantityClass;
    private @Nullable BigDecimal quantityAmount;

    private XmlEvents(EventDraft draft, boolean quantityEvent, boolean version1) {
        this.version1 = version1;
        this.draft = draft;
        this.checks = draft.checks;
        this.quantityEvent = quantityEvent;
        this.allowed = ORDER.getOrDefault(draft.type, List.of());
    }

    static EventDraft read(Node event, String type, boolean version1) {
        EventDraft draft = new EventDraft(new Checks(false));
        draft.type = type;
        XmlEvents reader = new XmlEvents(draft, "QuantityEvent".equals(event.name), version1);
        for (Node attribute : event.attributes()) {
            if (!attribute.namespace.isEmpty() && !XSI.equals(attribute.namespace)) {
                draft.extensions.add(extension(attribute));
            }
        }
        reader.fields(event, false);
        reader.finish();
        return draft;
    }

    private void finish() {
        if (disorder && !wrapped) {
            checks.warn(
                    "", Rule.ORDER, "elements are not in the order of the XML schema; other receivers may refuse them");
        }
        if (version1 && "ObjectEvent".equals(draft.type) && !draft.epcsGiven && !quantityEvent) {
            checks.error(
                    "epcList",
                    Rule.REQUIRED,
                    "epcList is missing; EPCIS 1.x wants it in an ObjectEvent, if empty as <epcList/>");
        }
        Identifier epcClass = quantityClass;
        if (quantityEvent) {
            draft.actionGiven = true;
            draft.action = Action.OBSERVE;
            checks.warn("", Rule.DEPRECATED, "a QuantityEvent is taken as an ObjectEvent with action OBSERVE");
            if (epcClass == null) {
                checks.error(
                        "epcClass", Rule.REQUIRED, "epcClass is missing; a QuantityEvent counts a class of objects");
            } else {
                draft.quantities.add(new QuantityElement(epcClass, quantityAmount, null));
                draft.quantityCount = 1;
            }
        }
    }

    private static boolean isEpcis(Node element) {
        return element.namespace.isEmpty() || element.namespace.startsWith("urn:epcglobal:epcis");
    }

    private void fields(Node parent, boolean insideExtension) {
        for (Node f : parent.children()) {
            if (!isEpcis(f)) {
                draft.extensions.add(extension(f));
            } else if ("extension".equals(f.name) || "baseExtension".equals(f.name)) {
                wrapped = true;
                fields(f, true);
            } else if (!BASE.contains(f.name) && !allowed.contains(f.name) && !isQuantityField(f)) {
                unknown(f, insideExtension);
            } else if (!seen.add(f.name) && !"certificationInfo".equals(f.name)) {
                checks.error(f.name, Rule.DUPLICATE, f.name + " stands twice in the event; keep one");
            } else {
                order(f);
                field(f);
            }
        }
    }

    private boolean isQuantityField(Node f) {
        return quantityEvent && ("epcClass".equals(f.name) || "quantity".equals(f.name));
    }

    private void unknown(Node f, boolean insideExtension) {
        if (insideExtension) {
            checks.warn(
                    f.name,
                    Rule.NAMESPACE,
                    "'%s' has no namespace; kept as an extension".formatted(Checks.clip(f.name)));
            draft.extensions.add(extension(f));
        } else {
            checks.error(
                    f.name,
                    Rule.UNKNOWN_FIELD,
                    "a %s has no element '%s', and an extension needs a namespace; leave it out or give it one"
                            .formatted(draft.type, Checks.clip(f.name)));
        }
    }

    private void order(Node f) {
        int at = BASE.indexOf(f.name);
        at = at >= 0 ? at : BASE.size() + allowed.indexOf(f.name);
        if ("eventTime".equals(f.name) && position >= 0 && !version1) {
            checks.error(
                    "eventTime",
                    Rule.ORDER,
                    "eventTime must be the first element of the event; put it before '%s'".formatted(seenFirst()));
        }
        disorder |= at < position;
        position = Math.max(position, at);
    }

    private String seenFirst() {
        return position < BASE.size() ? BASE.get(position) : allowed.get(position - BASE.size());
    }

    private void field(Node f) {
        switch (f.name) {
            case "eventTime" -> {
                draft.eventTimeGiven = true;
                draft.eventTime = checks.time("eventTime", f);
            }
            case "recordTime" -> draft.recordTime = checks.time("recordTime", f);
            case "eventTimeZoneOffset" -> draft.offset = JsonEvents.offset(checks, f);
            case "eventID" -> draft.eventId = checks.uri("eventID", f);
            case "certificationInfo" -> {
                String uri = checks.uri("certificationInfo", f);
                if (uri != null) {
                    draft.certificationInfo.add(uri);
                }
            }
            case "errorDeclaration" -> draft.errorDeclaration = errorDeclaration(f);
            case "action" -> {
                draft.actionGiven = true;
                draft.action = JsonEvents.action(checks, f);
            }
            case "bizStep" -> draft.bizStep = checks.word("bizStep", f, Cbv.BIZ_STEP, true);
            case "disposition" -> draft.disposition = checks.word("disposition", f, Cbv.DISPOSITION, true);
            case "persistentDisposition" -> draft.persistentDisposition = persistent(f);
            case "readPoint" -> draft.readPoint = place(f);
            case "bizLocation" -> draft.bizLocation = place(f);
            case "bizTransactionList" -> bizTransactions(f);
            case "sourceList" -> ends(f, "source", draft.sources);
            case "destinationList" -> ends(f, "destination", draft.destinations);
            case "sensorElementList" -> sensorElements(f);
            case "epcList" -> {
                draft.epcsGiven = true;
                draft.epcCount = epcs(f, draft.epcs);
            }
            case "childEPCs", "inputEPCList" -> draft.epcCount = epcs(f, draft.epcs);
            case "outputEPCList" -> draft.outputEpcCount = epcs(f, draft.outputEpcs);
            case "quantityList", "childQuantityList", "inputQuantityList" ->
                draft.quantityCount = quantities(f, draft.quantities);
            case "outputQuantityList" -> draft.outputQuantityCount = quantities(f, draft.outputQuantities);
            case "parentID" -> {
                if (!f.isBlank()) {
                    draft.parentGiven = true;
                    draft.parentId = checks.identifier("parentID", f);
                }
            }
            case "transformationID" -> draft.transformationId = checks.looseIdentifier("transformationID", f);
            case "ilmd" -> {
                draft.ilmdGiven = true;
                checks.enter("ilmd", -1);
                extensions(f, draft.ilmd, "ilmd");
                checks.leave();
            }
            case "epcClass" -> quantityClass = checks.identifier("epcClass", f);
            default -> quantityAmount = checks.amount("quantity", f);
        }
    }

    /** The children as extensions; wrappers are looked through, elements without a namespace are an error. */
    private void extensions(Node parent, List<Extension> into, String where) {
        for (Node f : parent.children()) {
            if (!isEpcis(f)) {
                into.add(extension(f));
            } else if ("extension".equals(f.name)) {
                for (Node inner : f.children()) {
                    into.add(extension(inner));
                }
            } else {
                checks.error(
                        f.name,
                        Rule.NAMESPACE,
                        "'%s' in %s has no namespace; give it one of your own".formatted(Checks.clip(f.name), where));
            }
        }
    }

    /** The element or attribute as a neutral tree. */
    static Extension extension(Node f) {
        List<Extension> attributes = new ArrayList<>(0);
        for (Node attribute : f.attributes()) {
            if (!XSI.equals(attribute.namespace)) {
                attributes.add(extension(attribute));
            }
        }
        List<Extension> children = new ArrayList<>(f.children().size());
        for (Node child : f.children()) {
            children.add(extension(child));
        }
        Extension.Kind kind = children.isEmpty() ? Extension.Kind.TEXT : Extension.Kind.OBJECT;
        return new Extension(f.namespace, f.name, f.prefix, kind, f.text.strip(), attributes, children);
    }

    private @Nullable ErrorDeclaration errorDeclaration(Node f) {
        checks.enter("errorDeclaration", -1);
        List<Extension> extensions = new ArrayList<>(0);
        List<String> corrective = new ArrayList<>(0);
        Instant time = null;
        String reason = null;
        for (Node field : f.children()) {
            switch (isEpcis(field) ? field.name : "") {
                case "declarationTime" -> time = checks.time("declarationTime", field);
                case "reason" -> reason = checks.word("reason", field, Cbv.ERROR_REASON, true);
                case "correctiveEventIDs" -> {
                    for (Node id : field.children()) {
                        String uri = checks.uri("correctiveEventIDs", id);
                        if (uri != null) {
                            corrective.add(uri);
                        }
                    }
                }
                case "extension" -> extensions(field, extensions, "errorDeclaration");
                case "" -> extensions.add(extension(field));
                default -> unknownIn(field, "errorDeclaration");
            }
        }
        if (f.child("declarationTime") == null) {
            checks.error(
                    "declarationTime", Rule.REQUIRED, "declarationTime is missing; say when the error was declared");
        }
        checks.leave();
        return time == null ? null : new ErrorDeclaration(time, reason, corrective, extensions);
    }

    /** Version 1 leaves its nested extensions free, so an unknown name there is only a warning. */
    private void unknownIn(Node field, String where) {
        if (version1) {
            checks.warn(
                    field.name,
                    Rule.UNKNOWN_FIELD,
                    "%s has no element '%s'; passed over".formatted(where, Checks.clip(field.name)));
            return;
        }
        checks.error(
                field.name,
                Rule.UNKNOWN_FIELD,
                "%s has no element '%s'; leave it out".formatted(where, Checks.clip(field.name)));
    }

    private PersistentDisposition persistent(Node f) {
        List<String> set = new ArrayList<>(2);
        List<String> unset = new ArrayList<>(2);
        checks.enter("persistentDisposition", -1);
        for (Node field : f.children()) {
            String word = checks.word(field.name, field, Cbv.DISPOSITION, true);
            if ("set".equals(field.name) || "unset".equals(field.name)) {
                if (word != null) {
                    ("set".equals(field.name) ? set : unset).add(word);
                }
            } else {
                unknownIn(field, "persistentDisposition");
            }
        }
        checks.leave();
        return new PersistentDisposition(set, unset);
    }

    private @Nullable Place place(Node f) {
        checks.enter(f.name, -1);
        Identifier id = null;
        List<Extension> extensions = new ArrayList<>(0);
        for (Node field : f.children()) {
            if (isEpcis(field) && "id".equals(field.name)) {
                id = checks.identifier("id", field);
            } else if (isEpcis(field) && "extension".equals(field.name)) {
                for (Node inner : field.children()) {
                    extensions.add(extension(inner));
                }
            } else if (!isEpcis(field)) {
                extensions.add(extension(field));
            } else {
                unknownIn(field, f.name);
            }
        }
        if (f.child("id") == null) {
            checks.error("id", Rule.REQUIRED, "id is missing; say which place, as urn:epc:id:sgln:...");
        }
        checks.leave();
        return id == null ? null : new Place(id, extensions);
    }

    private static @Nullable Node type(Node f) {
        for (Node attribute : f.attributes()) {
            if ("type".equals(attribute.name) && attribute.namespace.isEmpty()) {
                return attribute;
            }
        }
        return null;
    }

    private void bizTransactions(Node f) {
        int i = 0;
        for (Node member : f.children()) {
            checks.enter("bizTransactionList", i++);
            Node type = type(member);
            String word = type == null ? null : checks.word("type", type, Cbv.BIZ_TRANSACTION_TYPE, true);
            Identifier id = checks.transaction("bizTransaction", member);
            if (id != null) {
                draft.bizTransactions.add(new BizTransaction(word, id));
            }
            checks.leave();
        }
        draft.bizTransactionCount = i;
    }

    private void ends(Node f, String name, List<SourceDestination> into) {
        int i = 0;
        for (Node member : f.children()) {
            checks.enter(f.name, i++);
            Node type = type(member);
            String word = null;
            if (type == null) {
                checks.error("type", Rule.REQUIRED, "type is missing; say owning_party, possessing_party or location");
            } else {
                word = checks.requiredWord("type", type, Cbv.SOURCE_DESTINATION_TYPE);
            }
            Identifier id = checks.identifier(name, member);
            if (word != null && id != null) {
                into.add(new SourceDestination(word, id));
            }
            checks.leave();
        }
    }

    private int epcs(Node f, List<Identifier> into) {
        int i = 0;
        for (Node member : f.children()) {
            checks.enter(f.name, i++);
            if ("epc".equals(member.name)) {
                Identifier id = checks.identifier("", member);
                if (id != null) {
                    into.add(id);
                }
            } else {
                unknownIn(member, f.name);
            }
            checks.leave();
        }
        return i;
    }

    private int quantities(Node f, List<QuantityElement> into) {
        int i = 0;
        for (Node member : f.children()) {
            checks.enter(f.name, i++);
            if ("quantityElement".equals(member.name)) {
                quantity(member, into);
            } else {
                unknownIn(member, f.name);
            }
            checks.leave();
        }
        return i;
    }

    private void quantity(Node member, List<QuantityElement> into) {
        Identifier epcClass = null;
        BigDecimal quantity = null;
        String uom = null;
        for (Node field : member.children()) {
            switch (field.name) {
                case "epcClass" -> epcClass = checks.identifier("epcClass", field);
                case "quantity" -> quantity = field.isBlank() ? null : checks.amount("quantity", field);
                case "uom" -> uom = checks.unit("uom", field);
                default -> unknownIn(field, "quantityElement");
            }
        }
        if (member.child("epcClass") == null) {
            checks.error("epcClass", Rule.REQUIRED, "epcClass is missing; give its URI");
        }
        if (epcClass != null) {
            into.add(new QuantityElement(epcClass, quantity, uom));
        }
    }

    private void sensorElements(Node f) {
        int i = 0;
        for (Node member : f.children()) {
            if (!"sensorElement".equals(member.name)) {
                continue;
            }
            checks.enter("sensorElementList", i++);
            SensorDraft sensor = new SensorDraft(checks);
            List<Extension> extensions = new ArrayList<>(0);
            int reports = 0;
            for (Node field : member.children()) {
                switch (isEpcis(field) ? field.name : "") {
                    case "sensorMetadata" -> metadata(field, sensor);
                    case "sensorReport" -> report(field, sensor, reports++);
                    case "extension" -> {
                        for (Node inner : field.children()) {
                            extensions.add(extension(inner));
                        }
                    }
                    case "" -> extensions.add(extension(field));
                    default -> unknownIn(field, "sensorElement");
                }
            }
            SensorElement element = sensor.element(extensions);
            if (element != null) {
                draft.sensorElements.add(element);
            }
            checks.leave();
        }
        draft.sensorElementCount = i;
    }

    private void metadata(Node f, SensorDraft sensor) {
        checks.enter("sensorMetadata", -1);
        sensor.beginMetadata();
        List<Extension> extensions = new ArrayList<>(0);
        for (Node attribute : f.attributes()) {
            if (!attribute.namespace.isEmpty()) {
                namespaced(attribute, extensions);
            } else if (!sensor.metadataField(attribute)) {
                unknownIn(attribute, "sensorMetadata");
            }
        }
        sensor.endMetadata(extensions);
        checks.leave();
    }

    private void report(Node f, SensorDraft sensor, int index) {
        checks.enter("sensorReport", index);
        sensor.beginReport();
        List<Extension> extensions = new ArrayList<>(0);
        for (Node attribute : f.attributes()) {
            if (!attribute.namespace.isEmpty()) {
                namespaced(attribute, extensions);
            } else if (!sensor.reportField(attribute, true)) {
                unknownIn(attribute, "sensorReport");
            }
        }
        sensor.endReport(extensions);
        checks.leave();
    }

    private static void namespaced(Node attribute, List<Extension> into) {
        if (!XSI.equals(attribute.namespace)) {
            into.add(extension(attribute));
        }
    }
}
