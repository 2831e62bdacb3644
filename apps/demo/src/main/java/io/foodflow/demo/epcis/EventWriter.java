package io.foodflow.demo.epcis;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.gs1.Form;
import io.foodflow.demo.gs1.Identifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one event as the standard's JSON-LD. */
final class EventWriter {
    static final String NAMESPACE = "https://ns.foodflow.io/epcis/";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");

    private final JsonGenerator json;

    EventWriter(JsonGenerator json) {
        this.json = json;
    }

    /** A time with the offset that holds at the place then. */
    static String time(long millis, ZoneId zone) {
        return TIME.format(OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), zone));
    }

    void write(EpcisEvent event) {
        ZoneId zone = event.site().zone();
        json.writeStartObject();
        json.writeStringProperty("type", event.kind().type);
        text("eventID", event.eventId());
        json.writeStringProperty("eventTime", time(event.timeMillis(), zone));
        json.writeStringProperty(
                "eventTimeZoneOffset",
                OFFSET.format(OffsetDateTime.ofInstant(Instant.ofEpochMilli(event.timeMillis()), zone)));
        error(event.error(), zone);
        if (event.kind() == EventKind.TRANSFORMATION) {
            text("transformationID", event.transformationId());
        } else {
            json.writeStringProperty("action", event.action());
        }
        objects(event);
        text("bizStep", event.bizStep());
        text("disposition", event.disposition());
        context(event);
        lotDetails(event.lotDetails());
        event.extensions().forEach(this::extension);
        json.writeEndObject();
    }

    private void objects(EpcisEvent event) {
        Form form = event.site().form();
        Identifier parent = event.parent();
        if (parent != null) {
            json.writeStringProperty("parentID", parent.in(form));
        }
        instances(event.kind().instances, event.instances(), form);
        quantities(event.kind().quantities, event.quantities(), form);
        if (event.kind() == EventKind.OBJECT
                && event.instances().isEmpty()
                && event.quantities().isEmpty()) {
            throw new IllegalStateException("event about nothing: " + event);
        }
        instances("outputEPCList", event.outputInstances(), form);
        quantities("outputQuantityList", event.outputs(), form);
    }

    /** Where, by which documents, from whom to whom, at what temperature. */
    private void context(EpcisEvent event) {
        place("readPoint", event.site());
        if (!event.leaving()) {
            place("bizLocation", event.site());
        }
        transactions(event.transactions());
        Handover handover = event.handover();
        if (handover != null) {
            ends("sourceList", "source", handover.from(), event.site().form());
            ends("destinationList", "destination", handover.to(), event.site().form());
        }
        sensors(event);
        if (!event.setDispositions().isEmpty() || !event.unsetDispositions().isEmpty()) {
            json.writeObjectPropertyStart("persistentDisposition");
            words("set", event.setDispositions());
            words("unset", event.unsetDispositions());
            json.writeEndObject();
        }
    }

    private void error(@Nullable ErrorDeclaration error, ZoneId zone) {
        if (error != null) {
            json.writeObjectPropertyStart("errorDeclaration");
            json.writeStringProperty("declarationTime", time(error.declaredMillis(), zone));
            json.writeStringProperty("reason", error.reason());
            words("correctiveEventIDs", error.correctiveEventIds());
            json.writeEndObject();
        }
    }

    private void instances(String field, List<Identifier> ids, Form form) {
        if (!ids.isEmpty()) {
            json.writeArrayPropertyStart(field);
            ids.forEach(id -> json.writeString(id.in(form)));
            json.writeEndArray();
        }
    }

    private void quantities(String field, List<Quantity> quantities, Form form) {
        if (!quantities.isEmpty()) {
            json.writeArrayPropertyStart(field);
            for (Quantity quantity : quantities) {
                json.writeStartObject();
                json.writeStringProperty("epcClass", quantity.lot().in(form));
                number("quantity", quantity.thousandths());
                json.writeStringProperty("uom", quantity.unit().name());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private void place(String field, Site site) {
        json.writeObjectPropertyStart(field);
        json.writeStringProperty("id", site.place().in(site.form()));
        json.writeEndObject();
    }

    private void transactions(List<Transaction> transactions) {
        if (!transactions.isEmpty()) {
            json.writeArrayPropertyStart("bizTransactionList");
            for (Transaction transaction : transactions) {
                json.writeStartObject();
                json.writeStringProperty("type", transaction.type());
                json.writeStringProperty("bizTransaction", transaction.id());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private void ends(String list, String field, Site site, Form form) {
        json.writeArrayPropertyStart(list);
        end(field, "owning_party", site.party().in(form));
        end(field, "location", site.place().in(form));
        json.writeEndArray();
    }

    private void end(String field, String type, String id) {
        json.writeStartObject();
        json.writeStringProperty("type", type);
        json.writeStringProperty(field, id);
        json.writeEndObject();
    }

    private void sensors(EpcisEvent event) {
        TemperatureLog log = event.temperature();
        LaboratoryFinding finding = event.finding();
        if (log == null && finding == null) {
            return;
        }
        json.writeArrayPropertyStart("sensorElementList");
        if (log != null) {
            temperature(log, event.site());
        }
        if (finding != null) {
            finding(finding, event);
        }
        json.writeEndArray();
    }

    private void temperature(TemperatureLog log, Site site) {
        json.writeStartObject();
        json.writeObjectPropertyStart("sensorMetadata");
        json.writeStringProperty("startTime", time(log.fromMillis(), site.zone()));
        json.writeStringProperty("endTime", time(log.toMillis(), site.zone()));
        json.writeStringProperty("deviceID", log.device().in(site.form()));
        json.writeEndObject();
        json.writeArrayPropertyStart("sensorReport");
        json.writeStartObject();
        json.writeStringProperty("type", "Temperature");
        if (log.alarm()) {
            json.writeStringProperty("exception", "ALARM_CONDITION");
        }
        number("minValue", log.minimum() * 10L);
        number("maxValue", log.maximum() * 10L);
        number("meanValue", log.mean() * 10L);
        json.writeStringProperty("uom", "CEL");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void finding(LaboratoryFinding finding, EpcisEvent event) {
        json.writeStartObject();
        json.writeObjectPropertyStart("sensorMetadata");
        json.writeStringProperty("time", time(event.timeMillis(), event.site().zone()));
        json.writeEndObject();
        json.writeArrayPropertyStart("sensorReport");
        json.writeStartObject();
        json.writeStringProperty("type", NAMESPACE + "measurement/MicrobiologicalDetection");
        json.writeStringProperty("microorganism", "https://www.ncbi.nlm.nih.gov/taxonomy/" + finding.taxon());
        json.writeBooleanProperty("booleanValue", finding.found());
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void lotDetails(@Nullable LotDetails details) {
        if (details != null) {
            json.writeObjectPropertyStart("ilmd");
            json.writeStringProperty("cbvmda:lotNumber", details.code());
            json.writeStringProperty(
                    details.harvested() ? "cbvmda:harvestStartDate" : "cbvmda:productionDate",
                    details.made().toString());
            json.writeStringProperty(
                    "cbvmda:itemExpirationDate", details.expires().toString());
            json.writeStringProperty("cbvmda:countryOfOrigin", details.countryOfOrigin());
            json.writeEndObject();
        }
    }

    private void extension(Extension extension) {
        String name = "ff:" + extension.name();
        switch (extension) {
            case Extension.Text text -> json.writeStringProperty(name, text.value());
            case Extension.Decimal number -> number(name, number.thousandths());
            case Extension.Flag flag -> json.writeBooleanProperty(name, flag.value());
            case Extension.Words words -> words(name, words.values());
            case Extension.Group group -> {
                json.writeObjectPropertyStart(name);
                group.fields().forEach(this::extension);
                json.writeEndObject();
            }
        }
    }

    private void text(String field, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(field, value);
        }
    }

    private void words(String field, List<String> values) {
        if (!values.isEmpty()) {
            json.writeArrayPropertyStart(field);
            values.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    /** A decimal number of at most three places, without zeros at its end. */
    private void number(String field, long thousandths) {
        json.writeName(field);
        if (thousandths % 1000 == 0) {
            json.writeNumber(thousandths / 1000);
        } else {
            json.writeNumber(BigDecimal.valueOf(thousandths, 3).stripTrailingZeros());
        }
    }
}
