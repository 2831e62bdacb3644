package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.model.Action;
import io.foodflow.engine.epcis.model.AggregationEvent;
import io.foodflow.engine.epcis.model.AssociationEvent;
import io.foodflow.engine.epcis.model.BizTransaction;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.ErrorDeclaration;
import io.foodflow.engine.epcis.model.EventCore;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.engine.epcis.model.MasterDataElement;
import io.foodflow.engine.epcis.model.ObjectEvent;
import io.foodflow.engine.epcis.model.PersistentDisposition;
import io.foodflow.engine.epcis.model.Place;
import io.foodflow.engine.epcis.model.QuantityElement;
import io.foodflow.engine.epcis.model.SensorElement;
import io.foodflow.engine.epcis.model.SensorMetadata;
import io.foodflow.engine.epcis.model.SensorReport;
import io.foodflow.engine.epcis.model.SourceDestination;
import io.foodflow.engine.epcis.model.TransactionEvent;
import io.foodflow.engine.epcis.model.TransformationEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes events and master data in the JSON of EPCIS 2.0. */
public final class JsonEventWriter {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final JsonGenerator json;
    private final Map<String, String> declared;

    /**
     * A writer.
     *
     * @param declared prefixes that the document declares
     */
    public JsonEventWriter(JsonGenerator json, Map<String, String> declared) {
        this.json = json;
        this.declared = declared;
    }

    /** Adds the prefixes that the extensions of the event use; the first URI of a prefix stays. */
    public static void namespaces(EpcisEvent event, Map<String, String> into) {
        EventCore core = event.core();
        collect(core.extensions(), into);
        if (core.readPoint() != null) {
            collect(core.readPoint().extensions(), into);
        }
        if (core.bizLocation() != null) {
            collect(core.bizLocation().extensions(), into);
        }
        if (core.errorDeclaration() != null) {
            collect(core.errorDeclaration().extensions(), into);
        }
        for (SensorElement element : core.sensorElements()) {
            collect(element.extensions(), into);
            if (element.metadata() != null) {
                collect(element.metadata().extensions(), into);
            }
            element.reports().forEach(report -> collect(report.extensions(), into));
        }
        if (event instanceof ObjectEvent e) {
            collect(e.ilmd(), into);
        } else if (event instanceof TransformationEvent e) {
            collect(e.ilmd(), into);
        }
    }

    private static void collect(List<Extension> extensions, Map<String, String> into) {
        for (Extension extension : extensions) {
            if (!extension.namespace().isEmpty() && !extension.prefix().isEmpty()) {
                into.putIfAbsent(extension.prefix(), extension.namespace());
            }
            collect(extension.attributes(), into);
            collect(extension.children(), into);
        }
    }

    /** Writes the header, unless there are no elements. */
    public void masterData(List<MasterDataElement> elements) {
        if (elements.isEmpty()) {
            return;
        }
        Map<String, List<MasterDataElement>> byType = new LinkedHashMap<>();
        for (MasterDataElement element : elements) {
            byType.computeIfAbsent(element.vocabularyType(), type -> new java.util.ArrayList<>())
                    .add(element);
        }
        json.writeObjectPropertyStart("epcisHeader");
        json.writeObjectPropertyStart("epcisMasterData");
        json.writeArrayPropertyStart("vocabularyList");
        byType.forEach((type, members) -> {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            json.writeArrayPropertyStart("vocabularyElementList");
            members.forEach(this::element);
            json.writeEndArray();
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void element(MasterDataElement element) {
        json.writeStartObject();
        json.writeStringProperty("id", element.id().text());
        if (!element.attributes().isEmpty()) {
            json.writeArrayPropertyStart("attributes");
            for (MasterDataElement.Attribute attribute : element.attributes()) {
                json.writeStartObject();
                json.writeStringProperty("id", attribute.id());
                if (attribute.content().isEmpty()) {
                    json.writeStringProperty("attribute", attribute.value());
                } else {
                    json.writeObjectPropertyStart("attribute");
                    extensions(attribute.content());
                    json.writeEndObject();
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!element.children().isEmpty()) {
            identifiers("children", element.children());
        }
        json.writeEndObject();
    }

    /** Writes one event as an object. */
    public void event(EpcisEvent event) {
        json.writeStartObject();
        ownContext(event);
        EventCore core = event.core();
        json.writeStringProperty("type", event.type());
        time("eventTime", core.eventTime());
        time("recordTime", core.recordTime());
        json.writeStringProperty("eventTimeZoneOffset", core.eventTimeZoneOffset());
        text("eventID", core.eventId());
        if (core.certificationInfo().size() == 1) {
            json.writeStringProperty(
                    "certificationInfo", core.certificationInfo().getFirst());
        } else {
            texts("certificationInfo", core.certificationInfo());
        }
        errorDeclaration(core.errorDeclaration());
        what(event);
        text("bizStep", core.bizStep());
        text("disposition", core.disposition());
        persistent(core.persistentDisposition());
        place("readPoint", core.readPoint());
        place("bizLocation", core.bizLocation());
        transactions(core.bizTransactions());
        ends("sourceList", "source", core.sources());
        ends("destinationList", "destination", core.destinations());
        sensors(core.sensorElements());
        if (event instanceof ObjectEvent e) {
            ilmd(e.ilmd());
        } else if (event instanceof TransformationEvent e) {
            ilmd(e.ilmd());
        }
        extensions(core.extensions());
        json.writeEndObject();
    }

    private void ownContext(EpcisEvent event) {
        Map<String, String> used = new TreeMap<>();
        namespaces(event, used);
        used.entrySet().removeIf(e -> e.getValue().equals(declared.get(e.getKey())));
        if (!used.isEmpty()) {
            json.writeArrayPropertyStart("@context");
            used.forEach((prefix, uri) -> {
                json.writeStartObject();
                json.writeStringProperty(prefix, uri);
                json.writeEndObject();
            });
            json.writeEndArray();
        }
    }

    private void what(EpcisEvent event) {
        switch (event) {
            case ObjectEvent e -> {
                action(e.action());
                if (!e.epcs().isEmpty() || e.quantities().isEmpty()) {
                    identifiers("epcList", e.epcs());
                }
                quantities("quantityList", e.quantities());
            }
            case AggregationEvent e -> {
                action(e.action());
                identifier("parentID", e.parentId());
                identifiers("childEPCs", e.childEpcs());
                quantities("childQuantityList", e.childQuantities());
            }
            case AssociationEvent e -> {
                action(e.action());
                identifier("parentID", e.parentId());
                identifiers("childEPCs", e.childEpcs());
                quantities("childQuantityList", e.childQuantities());
            }
            case TransactionEvent e -> {
                action(e.action());
                identifier("parentID", e.parentId());
                identifiers("epcList", e.epcs());
                quantities("quantityList", e.quantities());
            }
            case TransformationEvent e -> {
                identifier("transformationID", e.transformationId());
                present("inputEPCList", e.inputEpcs());
                quantities("inputQuantityList", e.inputQuantities());
                present("outputEPCList", e.outputEpcs());
                quantities("outputQuantityList", e.outputQuantities());
            }
        }
    }

    private void action(Action action) {
        json.writeStringProperty("action", action.name());
    }

    private void time(String name, @Nullable Instant time) {
        if (time != null) {
            json.writeStringProperty(
                    name, time.equals(time.truncatedTo(ChronoUnit.MILLIS)) ? MILLIS.format(time) : time.toString());
        }
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private void texts(String name, List<String> values) {
        if (!values.isEmpty()) {
            json.writeArrayPropertyStart(name);
            values.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private void number(String name, @Nullable BigDecimal value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    private void identifier(String name, @Nullable Identifier id) {
        if (id != null) {
            json.writeStringProperty(name, id.text());
        }
    }

    private void present(String name, List<Identifier> ids) {
        if (!ids.isEmpty()) {
            identifiers(name, ids);
        }
    }

    private void identifiers(String name, List<Identifier> ids) {
        json.writeArrayPropertyStart(name);
        for (Identifier id : ids) {
            json.writeString(id.text());
        }
        json.writeEndArray();
    }

    private void quantities(String name, List<QuantityElement> quantities) {
        if (quantities.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (QuantityElement element : quantities) {
            json.writeStartObject();
            identifier("epcClass", element.epcClass());
            number("quantity", element.quantity());
            text("uom", element.uom());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void errorDeclaration(@Nullable ErrorDeclaration error) {
        if (error == null) {
            return;
        }
        json.writeObjectPropertyStart("errorDeclaration");
        time("declarationTime", error.declarationTime());
        text("reason", error.reason());
        texts("correctiveEventIDs", error.correctiveEventIds());
        extensions(error.extensions());
        json.writeEndObject();
    }

    private void persistent(@Nullable PersistentDisposition persistent) {
        if (persistent == null) {
            return;
        }
        json.writeObjectPropertyStart("persistentDisposition");
        texts("set", persistent.set());
        texts("unset", persistent.unset());
        json.writeEndObject();
    }

    private void place(String name, @Nullable Place place) {
        if (place == null) {
            return;
        }
        json.writeObjectPropertyStart(name);
        identifier("id", place.id());
        extensions(place.extensions());
        json.writeEndObject();
    }

    private void transactions(List<BizTransaction> transactions) {
        if (transactions.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("bizTransactionList");
        for (BizTransaction transaction : transactions) {
            json.writeStartObject();
            text("type", transaction.type());
            identifier("bizTransaction", transaction.id());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void ends(String list, String name, List<SourceDestination> ends) {
        if (ends.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(list);
        for (SourceDestination end : ends) {
            json.writeStartObject();
            text("type", end.type());
            identifier(name, end.id());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void sensors(List<SensorElement> elements) {
        if (elements.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("sensorElementList");
        for (SensorElement element : elements) {
            json.writeStartObject();
            metadata(element.metadata());
            json.writeArrayPropertyStart("sensorReport");
            element.reports().forEach(this::report);
            json.writeEndArray();
            extensions(element.extensions());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void metadata(@Nullable SensorMetadata m) {
        if (m == null) {
            return;
        }
        json.writeObjectPropertyStart("sensorMetadata");
        time("time", m.time());
        time("startTime", m.startTime());
        time("endTime", m.endTime());
        identifier("deviceID", m.deviceId());
        identifier("deviceMetadata", m.deviceMetadata());
        identifier("rawData", m.rawData());
        identifier("dataProcessingMethod", m.dataProcessingMethod());
        identifier("bizRules", m.bizRules());
        extensions(m.extensions());
        json.writeEndObject();
    }

    private void report(SensorReport r) {
        json.writeStartObject();
        text("type", r.type());
        text("exception", r.exception());
        time("time", r.time());
        identifier("deviceID", r.deviceId());
        identifier("deviceMetadata", r.deviceMetadata());
        identifier("rawData", r.rawData());
        identifier("dataProcessingMethod", r.dataProcessingMethod());
        identifier("bizRules", r.bizRules());
        identifier("microorganism", r.microorganism());
        identifier("chemicalSubstance", r.chemicalSubstance());
        identifier("coordinateReferenceSystem", r.coordinateReferenceSystem());
        number("value", r.value());
        text("component", r.component());
        text("stringValue", r.stringValue());
        if (r.booleanValue() != null) {
            json.writeBooleanProperty("booleanValue", r.booleanValue());
        }
        text("hexBinaryValue", r.hexBinaryValue());
        identifier("uriValue", r.uriValue());
        number("minValue", r.minValue());
        number("maxValue", r.maxValue());
        number("meanValue", r.meanValue());
        number("sDev", r.sDev());
        number("percRank", r.percRank());
        number("percValue", r.percValue());
        text("uom", r.uom());
        extensions(r.extensions());
        json.writeEndObject();
    }

    private void ilmd(List<Extension> ilmd) {
        if (!ilmd.isEmpty()) {
            json.writeObjectPropertyStart("ilmd");
            extensions(ilmd);
            json.writeEndObject();
        }
    }

    /** Extensions of the same name come together as one array, in the place of the first. */
    private void extensions(List<Extension> extensions) {
        Map<String, List<Extension>> byName = new LinkedHashMap<>();
        for (Extension extension : extensions) {
            byName.computeIfAbsent(name(extension), name -> new java.util.ArrayList<>(1))
                    .add(extension);
        }
        byName.forEach((name, members) -> {
            json.writeName(name);
            if (members.size() == 1) {
                extension(members.getFirst());
            } else {
                json.writeStartArray();
                members.forEach(this::extension);
                json.writeEndArray();
            }
        });
    }

    private static String name(Extension extension) {
        if (extension.namespace().isEmpty()) {
            return extension.name();
        }
        return extension.prefix().isEmpty()
                ? extension.namespace() + extension.name()
                : extension.prefix() + ":" + extension.name();
    }

    private void extension(Extension extension) {
        if (!extension.attributes().isEmpty() || extension.kind() == Extension.Kind.OBJECT) {
            json.writeStartObject();
            if (!extension.text().isEmpty()) {
                json.writeStringProperty("#text", extension.text());
            }
            extensions(extension.attributes());
            extensions(extension.children());
            json.writeEndObject();
            return;
        }
        switch (extension.kind()) {
            case NUMBER -> json.writeNumber(extension.text());
            case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(extension.text()));
            case NULL -> json.writeNull();
            default -> json.writeString(extension.text());
        }
    }
}
