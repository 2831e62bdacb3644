package io.foodflow.engine.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.epcis.Documents.Found;
import io.foodflow.engine.epcis.model.Action;
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
import io.foodflow.engine.epcis.model.TransformationEvent;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpcisWriterTest {

    private static final EpcisWriter.Header HEADER = EpcisWriter.Header.at(Instant.parse("2026-01-05T08:00:00Z"));

    @Test
    void givesEqualEventsWhenReadBack() {
        Found first = Documents.read(Documents.json(AllFields.JSON_EVENTS));
        List<EpcisEvent> events = new ArrayList<>();
        for (int i = 0; i < first.events.size(); i++) {
            events.add(first.event(i));
        }
        Found second = Documents.read(EpcisWriter.document(HEADER, events), Documents.READER);
        assertThat(second.outcome).isEqualTo(new DocumentOutcome.Complete(second.info, events.size(), 0));
        for (int i = 0; i < events.size(); i++) {
            assertThat(second.event(i)).isEqualTo(events.get(i));
        }
    }

    @Test
    void givesXmlEventsTheSameHashInJson() {
        EpcisEvent xml =
                Documents.read(Documents.xml(AllFields.XML_OBJECT_EVENT)).event(0);
        Found json = Documents.read(EpcisWriter.document(HEADER, List.of(xml)), Documents.READER);
        assertThat(EventHash.id(json.event(0))).isEqualTo(EventHash.id(xml));
    }

    @Test
    void writesWhatAProgramPutsTogether() {
        EventCore core = EventCore.at(Instant.parse("2026-01-05T08:00:00.5Z"), "+01:00")
                .eventId("urn:uuid:1")
                .recordTime(Instant.parse("2026-01-05T08:00:01.000000001Z"))
                .certificationInfo("https://cert.example.org/1")
                .errorDeclaration(new ErrorDeclaration(Instant.EPOCH, "did_not_occur", List.of(), List.of()))
                .bizStep("commissioning")
                .disposition("active")
                .persistentDisposition(new PersistentDisposition(List.of("conformant"), List.of()))
                .readPoint(Place.of("urn:epc:id:sgln:4012345.00011.987"))
                .bizLocation(Place.of("urn:epc:id:sgln:4012345.00012.0"))
                .bizTransaction("po", "https://example.com/po/1")
                .source("owning_party", "urn:epc:id:pgln:4012345.00225")
                .destination("location", "urn:epc:id:sgln:0614141.00777.0")
                .extension(Extension.number("https://e.example.com/", "e", "n", "1.50"))
                .extension(Extension.object(
                        "https://e.example.com/",
                        "e",
                        "o",
                        List.of(Extension.text("https://f.example.com/", "f", "t", "x"))))
                .build();
        ObjectEvent event = new ObjectEvent(
                core,
                Action.ADD,
                List.of(),
                List.of(new QuantityElement(
                        Identifier.of("urn:epc:class:lgtin:4012345.012345.L1"), BigDecimal.TEN, "KGM")),
                List.of());
        String written = new String(EpcisWriter.document(HEADER, List.of(event)), StandardCharsets.UTF_8);
        assertThat(written)
                .contains("{\"e\":\"https://e.example.com/\"}", "\"eventTime\":\"2026-01-05T08:00:00.500Z\"");
        assertThat(Documents.read(written).event(0)).isEqualTo(event);
    }

    @Test
    void streamsEventsWithMasterDataAndContextsOfTheirOwn() {
        MasterDataElement plant = new MasterDataElement(
                "urn:epcglobal:epcis:vtype:Location",
                Identifier.of("urn:epc:id:sgln:4012345.00011.0"),
                List.of(
                        new MasterDataElement.Attribute("urn:epcglobal:cbv:mda:name", "Plant 1", List.of()),
                        new MasterDataElement.Attribute(
                                "urn:epcglobal:cbv:mda:geo", "", List.of(Extension.text("", "", "lat", "1")))),
                List.of(Identifier.of("urn:epc:id:sgln:4012345.00011.1")));
        EpcisWriter.Header header = new EpcisWriter.Header(
                        Instant.parse("2026-01-05T08:00:00Z"), "urn:s", "urn:r", "9", Map.of(), List.of())
                .withMasterData(List.of(plant));
        EventCore core = EventCore.at(Instant.parse("2026-01-05T08:00:00Z"), "+01:00")
                .extension(Extension.text("https://e.example.com/", "e", "x", "1"))
                .build();
        TransformationEvent event = new TransformationEvent(
                core,
                List.of(Identifier.of("urn:epc:id:sgtin:4012345.011111.1")),
                List.of(),
                List.of(Identifier.of("urn:epc:id:sgtin:4012345.011111.2")),
                List.of(),
                null,
                List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EpcisWriter writer = new EpcisWriter(out, header)) {
            writer.event(event);
            writer.event(event);
        }
        Found found = Documents.read(out.toByteArray(), Documents.READER);
        assertThat(found.masterData).containsExactly(plant);
        assertThat(found.info.sender()).isEqualTo("urn:s");
        assertThat(found.event(1)).isEqualTo(event);
    }

    /** XML lets pass what JSON forbids, extensions without a namespace among it; the reader warns of that. */
    private static boolean isExpressible(EventOutcome.ValidEvent valid) {
        return valid.warnings().stream()
                .noneMatch(w -> w.rule() == Rule.NAMESPACE || w.rule() == Rule.URI || w.rule() == Rule.ACTION);
    }

    @Test
    void keepsTheHashOfEveryValidEventOfTheSharedData() {
        int events = 0;
        for (var file : SharedData.files(SharedData.folder("epcis"))) {
            if (!file.toString().matches(".*\\.(json|jsonld|xml)")) {
                continue;
            }
            for (EventOutcome outcome : Documents.read(SharedData.bytes(file), Documents.READER).events) {
                if (outcome instanceof EventOutcome.ValidEvent valid && isExpressible(valid)) {
                    Found again =
                            Documents.read(EpcisWriter.document(HEADER, List.of(valid.event())), Documents.READER);
                    assertThat(again.errors(0)).as(file + " " + outcome.index()).isEmpty();
                    assertThat(EventHash.preHash(again.event(0)))
                            .as(file + " " + outcome.index())
                            .isEqualTo(EventHash.preHash(valid.event()));
                    events++;
                }
            }
        }
        assertThat(events).isGreaterThan(1000);
    }
}
