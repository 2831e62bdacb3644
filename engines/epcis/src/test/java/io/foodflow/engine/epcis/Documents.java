package io.foodflow.engine.epcis;

import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.MasterDataElement;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small documents for tests, and reading them. */
final class Documents {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final EpcisReader READER = new EpcisReader(EpcisLimits.DEFAULT, Clock.fixed(NOW, ZoneOffset.UTC));

    static final String OBJECT_EVENT = """
            {"type":"ObjectEvent","eventTime":"2026-01-05T08:00:00.000+01:00","eventTimeZoneOffset":"+01:00",
             "action":"OBSERVE","epcList":["urn:epc:id:sgtin:4012345.011111.9876"]}""";

    private Documents() {}

    static String json(String... events) {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                             {"ext":"https://ns.example.com/ext/"}],
                 "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-01-05T08:00:00Z",
                 "epcisBody":{"eventList":[""" + String.join(",\n", events) + "]}}";
    }

    /** The object event with one field replaced or added; null takes it out. */
    static String objectEvent(String field, @Nullable String value) {
        return event(
                "ObjectEvent",
                field,
                value,
                "\"action\":\"OBSERVE\"",
                "\"epcList\":[\"urn:epc:id:sgtin:4012345.011111.9876\"]");
    }

    /** An event of the type with these fields, of which one is replaced or added. */
    static String event(String type, String field, @Nullable String value, String... fields) {
        List<String> all = new ArrayList<>(List.of(
                "\"type\":\"" + type + "\"",
                "\"eventTime\":\"2026-01-05T08:00:00.000+01:00\"",
                "\"eventTimeZoneOffset\":\"+01:00\""));
        all.addAll(List.of(fields));
        all.removeIf(f -> f.startsWith("\"" + field + "\":"));
        if (value != null) {
            all.add("\"" + field + "\":" + value);
        }
        return "{" + String.join(",", all) + "}";
    }

    static String xml(String events) {
        return xml("2.0", "urn:epcglobal:epcis:xsd:2", events);
    }

    static String xml(String version, String namespace, String events) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <epcis:EPCISDocument xmlns:epcis="%s" xmlns:ext="https://ns.example.com/ext/"
                    schemaVersion="%s" creationDate="2026-01-05T08:00:00Z">
                  <EPCISBody><EventList>%s</EventList></EPCISBody>
                </epcis:EPCISDocument>""".formatted(namespace, version, events);
    }

    static String xmlObjectEvent(String rest) {
        return "<ObjectEvent><eventTime>2026-01-05T08:00:00.000+01:00</eventTime>"
                + "<eventTimeZoneOffset>+01:00</eventTimeZoneOffset>"
                + "<epcList><epc>urn:epc:id:sgtin:4012345.011111.9876</epc></epcList>"
                + "<action>OBSERVE</action>" + rest + "</ObjectEvent>";
    }

    /** What a reader found. */
    static final class Found implements EpcisSink {
        final List<EventOutcome> events = new ArrayList<>();
        final List<MasterDataElement> masterData = new ArrayList<>();

        @Nullable
        DocumentInfo info;

        @Nullable
        DocumentOutcome outcome;

        @Override
        public boolean event(EventOutcome outcome) {
            events.add(outcome);
            return true;
        }

        @Override
        public void document(DocumentInfo info) {
            this.info = info;
        }

        @Override
        public void masterData(MasterDataElement element) {
            masterData.add(element);
        }

        EpcisEvent event(int index) {
            if (events.get(index) instanceof EventOutcome.ValidEvent valid) {
                return valid.event();
            }
            throw new AssertionError(events.get(index));
        }

        List<Finding> errors(int index) {
            return events.get(index) instanceof EventOutcome.InvalidEvent invalid ? invalid.errors() : List.of();
        }

        List<Finding> warnings(int index) {
            return events.get(index) instanceof EventOutcome.ValidEvent valid ? valid.warnings() : List.of();
        }
    }

    static Found read(String document) {
        return read(document.getBytes(StandardCharsets.UTF_8), READER);
    }

    static Found read(byte[] document, EpcisReader reader) {
        Found found = new Found();
        found.outcome = reader.read(EpcisSource.of(document), found);
        return found;
    }
}
