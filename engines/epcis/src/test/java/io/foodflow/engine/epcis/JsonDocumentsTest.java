package io.foodflow.engine.epcis;

import static io.foodflow.engine.epcis.Documents.OBJECT_EVENT;
import static io.foodflow.engine.epcis.Documents.READER;
import static io.foodflow.engine.epcis.Documents.json;
import static io.foodflow.engine.epcis.Documents.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.epcis.Documents.Found;
import io.foodflow.engine.epcis.model.AggregationEvent;
import io.foodflow.engine.epcis.model.AssociationEvent;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.MasterDataElement;
import io.foodflow.engine.epcis.model.ObjectEvent;
import io.foodflow.engine.epcis.model.SensorReport;
import io.foodflow.engine.epcis.model.TransactionEvent;
import io.foodflow.engine.epcis.model.TransformationEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentsTest {

    @Test
    void readsEveryFieldOfEveryKindOfEvent() {
        Found found = read(json(AllFields.JSON_EVENTS));
        assertThat(found.outcome).isInstanceOf(DocumentOutcome.Complete.class);
        ObjectEvent object = (ObjectEvent) found.event(0);
        assertThat(object.core().eventTime()).isEqualTo(Instant.parse("2026-01-05T07:00:00Z"));
        assertThat(object.core().bizStep()).isEqualTo("commissioning");
        assertThat(object.core().errorDeclaration().reason()).isEqualTo("incorrect_data");
        assertThat(object.core().readPoint().extensions())
                .containsExactly(Extension.text("https://ns.example.com/ext/", "ext", "door", "7"));
        assertThat(object.core().bizTransactions().get(1).type()).isNull();
        assertThat(object.quantities().getFirst().quantity()).isEqualByComparingTo(new BigDecimal("200.5"));
        assertThat(object.epcs().getFirst().canonical()).isEqualTo("https://id.gs1.org/01/04012345111118/21/9876");
        assertThat(object.core().extensions())
                .extracting(Extension::kind)
                .containsExactly(
                        Extension.Kind.TEXT, Extension.Kind.NUMBER, Extension.Kind.BOOLEAN, Extension.Kind.NULL);
        SensorReport report =
                object.core().sensorElements().getFirst().reports().getFirst();
        assertThat(report.type()).isEqualTo("Temperature");
        assertThat(report.booleanValue()).isTrue();
        assertThat(report.maxValue()).isEqualByComparingTo("26.2");
        assertThat(((AggregationEvent) found.event(1)).parentId().canonical())
                .isEqualTo("https://id.gs1.org/00/040123450000003338");
        assertThat(((AssociationEvent) found.event(2)).childEpcs()).hasSize(1);
        assertThat(((TransactionEvent) found.event(3)).core().bizTransactions()).hasSize(1);
        TransformationEvent transformation = (TransformationEvent) found.event(4);
        assertThat(transformation.outputQuantities()).hasSize(1);
        assertThat(transformation.core().certificationInfo()).hasSize(2);
        assertThat(transformation.ilmd())
                .containsExactly(Extension.text("urn:epcglobal:cbv:mda", "cbvmda", "lotNumber", "L2"));
    }

    @Test
    void keepsEachEventExactlyAsReceived() {
        Found found = read(json(AllFields.JSON_EVENTS));
        for (EventOutcome event : found.events) {
            assertThat(event.raw().text()).isEqualTo(AllFields.JSON_EVENTS[event.index()]);
            assertThat(event.raw().namespaces()).containsEntry("ext", "https://ns.example.com/ext/");
            assertThat(event.raw().context())
                    .startsWith("[\"https://ref.gs1.org")
                    .endsWith("}]");
        }
    }

    @Test
    void findsTheFrameBehindTheEvents() {
        String document = """
                {"epcisBody":{"eventList":[%s]},"epcisHeader":{},
                 "creationDate":"2026-01-05T08:00:00Z","schemaVersion":"2.0","type":"EPCISDocument","sender":"urn:x:s",
                 "@context":[{"e":"https://e.example.com/"},"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]}
                """.formatted(Documents.objectEvent("e:field", "1"));
        Found found = read(document);
        assertThat(found.event(0).core().extensions().getFirst().namespace()).isEqualTo("https://e.example.com/");
        assertThat(found.info.sender()).isEqualTo("urn:x:s");
        assertThat(found.info.schemaVersion()).isEqualTo("2.0");
    }

    @Test
    void readsQueryDocumentsWithMasterData() {
        Found found = read("""
                {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","isA":"epcis:EPCISQueryDocument",
                 "epcisHeader":{"epcisMasterData":{"other":1,"vocabularyList":[
                   {"vocabularyElementList":[{"id":"urn:epc:id:sgln:4012345.00011.0","attributes":[
                       {"id":"urn:epcglobal:cbv:mda#name","attribute":"Plant 1"},
                       {"id":"urn:epcglobal:cbv:mda#geo","attribute":{"cbvmda:lat":1.5}},
                       {"id":"urn:epcglobal:cbv:mda#empty"}],
                       "children":["urn:epc:id:sgln:4012345.00011.1"]},{"noId":1}],
                    "type":"urn:epcglobal:epcis:vtype:Location"},
                   {"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[
                     {"@id":"urn:epc:idpat:sgtin:4012345.012345.*"}]}]},"more":[]},
                 "epcisBody":{"queryResults":{"queryName":"q","resultsBody":{"eventList":[%s],"vocabularyList":[],"x":{}}}}}
                """.formatted(OBJECT_EVENT));
        assertThat(found.outcome).isEqualTo(new DocumentOutcome.Complete(found.info, 1, 0));
        assertThat(found.info.kind()).isEqualTo(DocumentInfo.Kind.QUERY_DOCUMENT);
        assertThat(found.masterData).hasSize(2);
        MasterDataElement plant = found.masterData.getFirst();
        assertThat(plant.vocabularyType()).isEqualTo("urn:epcglobal:epcis:vtype:Location");
        assertThat(plant.attribute("name")).contains("Plant 1");
        assertThat(plant.attribute("street")).isEmpty();
        assertThat(plant.children()).hasSize(1);
        assertThat(plant.attributes().get(1).content()).hasSize(1);
    }

    @Test
    void readsASingleEventAndAnArrayOfEvents() {
        String bare = OBJECT_EVENT.replace(
                "{\"type\"", "{\"@context\":{\"e\":\"https://e.example.com/\"},\"e:x\":\"1\",\"type\"");
        Found single = read(bare);
        assertThat(single.info.kind()).isEqualTo(DocumentInfo.Kind.BARE_EVENT);
        assertThat(single.event(0).core().extensions().getFirst().namespace()).isEqualTo("https://e.example.com/");
        assertThat(single.events.getFirst().raw().text()).isEqualTo(bare);
        Found array = read("[" + bare + "," + OBJECT_EVENT + ",7]");
        assertThat(array.info.kind()).isEqualTo(DocumentInfo.Kind.EVENT_ARRAY);
        assertThat(array.outcome).isEqualTo(new DocumentOutcome.Complete(array.info, 3, 1));
        assertThat(array.errors(2).getFirst().rule()).isEqualTo(Rule.TYPE);
    }

    @Test
    void wantsAContextForASingleEvent() {
        assertThat(read(OBJECT_EVENT).errors(0)).extracting(Finding::rule).containsExactly(Rule.REQUIRED);
    }

    @Test
    void readsABodyWithOneEvent() {
        Found found =
                read(json(OBJECT_EVENT).replace("\"eventList\":[", "\"event\":").replace("]}}", "}}"));
        assertThat(found.outcome).isEqualTo(new DocumentOutcome.Complete(found.info, 1, 0));
    }

    @Test
    void takesTermsThatTheContextDefines() {
        Found found = read(json(Documents.objectEvent("grade", "\"A\""))
                .replace(
                        "{\"ext\":",
                        "{\"grade\":{\"@id\":\"https://v.example.com/ns#grade\"},\"@version\":1.1,\"ext\":"));
        Extension grade = found.event(0).core().extensions().getFirst();
        assertThat(grade.namespace()).isEqualTo("https://v.example.com/ns#");
        assertThat(grade.name()).isEqualTo("grade");
    }

    @Test
    void deliversTheEventsBeforeAFault() {
        Found found = read(json(OBJECT_EVENT, OBJECT_EVENT, "{\"type\":\"ObjectEvent\",,"));
        assertThat(found.events).hasSize(2);
        assertThat(found.outcome).isInstanceOfSatisfying(DocumentOutcome.Malformed.class, malformed -> {
            assertThat(malformed.events()).isEqualTo(2);
            assertThat(malformed.line()).isGreaterThan(3);
            assertThat(malformed.column()).isPositive();
            assertThat(malformed.reason()).contains("','");
        });
    }

    @Test
    void speaksPlainlyOfFaults() {
        String comment = json("// words\n" + OBJECT_EVENT);
        assertThat(((DocumentOutcome.Malformed) read(comment).outcome).reason())
                .contains("comment")
                .doesNotContain("Feature");
        String cut = json(OBJECT_EVENT).substring(0, 300);
        assertThat(((DocumentOutcome.Malformed) read(cut).outcome).reason()).doesNotContain("Source");
    }

    @Test
    void namesTheFirstHundredFaultsOfAnEvent() {
        Found found = read(json(Documents.objectEvent("epcList", "[" + "\"x\",".repeat(5_000) + "\"x\"]")));
        assertThat(found.errors(0)).hasSize(100);
    }

    @Test
    void refusesWhatFollowsTheDocument() {
        assertThat(read(json(OBJECT_EVENT) + " {}").outcome).isInstanceOf(DocumentOutcome.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "7",
                "\"text\"",
                "{}",
                "{\"$schema\":\"x\",\"type\":\"object\"}",
                "{\"@context\":{}}",
                "{\"captureID\":\"1\",\"running\":true}",
                "{\"query\":{}}",
                "{\"GE_eventTime\":\"x\"}",
                "{\"type\":\"gs1:Place\",\"@context\":{}}",
                "{\"Content\":\"x\"}",
                "{\"eventTime\":1,\"formData\":{}}"
            })
    void saysWhatIsNoEpcis(String document) {
        assertThat(read(document).outcome)
                .isInstanceOfSatisfying(
                        DocumentOutcome.NotEpcis.class,
                        not -> assertThat(not.message()).isNotBlank());
    }

    @Test
    void refusesFramesThatLackSomething() {
        assertThat(rule(json(OBJECT_EVENT).replace("\"@context\"", "\"context\"")))
                .isEqualTo(Rule.REQUIRED);
        assertThat(rule(json(OBJECT_EVENT).replace("\"schemaVersion\":\"2.0\",", "")))
                .isEqualTo(Rule.REQUIRED);
        assertThat(rule(json(OBJECT_EVENT).replace("\"creationDate\":\"2026-01-05T08:00:00Z\",", "")))
                .isEqualTo(Rule.REQUIRED);
        assertThat(rule(json(OBJECT_EVENT).replace("\"2.0\"", "\"two\""))).isEqualTo(Rule.VOCABULARY);
        assertThat(rule(json(OBJECT_EVENT).replace("\"2.0\"", "null"))).isEqualTo(Rule.TYPE);
        assertThat(rule(json(OBJECT_EVENT).replace("\"2.0\"", "\"2.0\",\"sender\":7")))
                .isEqualTo(Rule.TYPE);
        assertThat(rule(json(OBJECT_EVENT).replace("2026-01-05T08:00:00Z", "yesterday")))
                .isEqualTo(Rule.TIME);
        assertThat(rule(json(OBJECT_EVENT).replace("EPCISDocument", "MyDocument")))
                .isEqualTo(Rule.VOCABULARY);
        assertThat(rule(json(OBJECT_EVENT).replace("\"type\":\"EPCISDocument\",", "")))
                .isEqualTo(Rule.REQUIRED);
        assertThat(rule(json(OBJECT_EVENT).replaceFirst("\"@context\":\\[[^]]*]", "\"@context\":7")))
                .isEqualTo(Rule.TYPE);
        assertThat(rule(json(OBJECT_EVENT).replace("eventList", "events"))).isEqualTo(Rule.REQUIRED);
        assertThat(rule(json().replace("{\"eventList\":[]}", "[]"))).isEqualTo(Rule.TYPE);
        assertThat(rule(json().replace("[]}}", "7}}"))).isEqualTo(Rule.REQUIRED);
        assertThat(rule("{\"type\":\"EPCISDocument\",\"@context\":[]}")).isEqualTo(Rule.REQUIRED);
    }

    private static Rule rule(String document) {
        DocumentOutcome outcome = read(document).outcome;
        assertThat(outcome).isInstanceOf(DocumentOutcome.InvalidDocument.class);
        return ((DocumentOutcome.InvalidDocument) outcome).errors().getFirst().rule();
    }

    @Test
    void readsOtherEncodings() {
        String document = json(Documents.objectEvent("ext:word", "\"K\u00e4se \ud83e\uddc0\""));
        for (String charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
            for (String mark : List.of("", "\ufeff")) {
                Found found = read((mark + document).getBytes(Charset.forName(charset)), READER);
                assertThat(found.event(0).core().extensions().getFirst().text())
                        .as(charset)
                        .isEqualTo("K\u00e4se \ud83e\uddc0");
                assertThat(found.events.getFirst().raw().text()).contains("K\u00e4se \ud83e\uddc0");
            }
        }
    }

    @Test
    void refusesBytesThatAreNoCharacters() {
        byte[] document = json(Documents.objectEvent("ext:word", "\"?\"")).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < document.length; i++) {
            document[i] = document[i] == '?' ? (byte) 0xff : document[i];
        }
        assertThat(read(document, READER).outcome).isInstanceOf(DocumentOutcome.Malformed.class);
        byte[] utf16 = (json(OBJECT_EVENT) + "  ").getBytes(StandardCharsets.UTF_16LE);
        utf16[utf16.length - 1] = (byte) 0xd8;
        assertThat(read(utf16, READER).outcome).isInstanceOf(DocumentOutcome.Malformed.class);
    }

    @Test
    void stopsWhenTheSinkHasEnough() {
        AtomicInteger taken = new AtomicInteger();
        DocumentOutcome outcome = READER.read(
                EpcisSource.of(json(OBJECT_EVENT, OBJECT_EVENT, OBJECT_EVENT).getBytes(StandardCharsets.UTF_8)),
                event -> taken.incrementAndGet() < 2);
        assertThat(outcome).isInstanceOf(DocumentOutcome.Stopped.class);
        assertThat(outcome.events()).isEqualTo(2);
    }

    @Test
    void holdsToItsLimits() {
        EpcisReader small = new EpcisReader(new EpcisLimits(2, 20_000, 20), Clock.systemUTC());
        assertThat(refused(small, json(OBJECT_EVENT, OBJECT_EVENT, OBJECT_EVENT)))
                .contains("2 events");
        String large = Documents.objectEvent("ext:large", "\"" + "x".repeat(60_000) + "\"");
        assertThat(refused(small, json(large))).isNotBlank();
        String wide = Documents.objectEvent("ext:wide", "[" + "\"xxxxxxxxx\",".repeat(8_000) + "\"\"]");
        assertThat(refused(small, json(wide))).contains("20000 bytes");
        String deep = Documents.objectEvent("ext:deep", "[".repeat(5_000) + "]".repeat(5_000));
        assertThat(refused(small, json(deep))).containsIgnoringCase("depth");
        String manyFields = "{\"@context\":[],\"a\":" + "[".repeat(100_000);
        assertThat(refused(small, manyFields)).containsIgnoringCase("depth");
    }

    private static String refused(EpcisReader reader, String document) {
        DocumentOutcome outcome = read(document.getBytes(StandardCharsets.UTF_8), reader).outcome;
        assertThat(outcome).isInstanceOf(DocumentOutcome.Refused.class);
        return ((DocumentOutcome.Refused) outcome).message();
    }

    @Test
    void refusesLimitsWithoutSense() {
        assertThatThrownBy(() -> new EpcisLimits(0, 1 << 20, 100)).hasMessageContaining("maxEvents must be 1..");
        assertThatThrownBy(() -> new EpcisLimits(1, 1, 100)).hasMessageContaining("maxEventBytes");
        assertThatThrownBy(() -> new EpcisLimits(1, 1 << 20, 1)).hasMessageContaining("maxDepth");
    }

    @Test
    void passesOnThatASourceCannotBeRead() {
        EpcisSource broken = () -> {
            throw new IOException("disk");
        };
        assertThatThrownBy(() -> READER.read(broken, event -> true)).isInstanceOf(UncheckedIOException.class);
        byte[] start = json(OBJECT_EVENT).substring(0, 100).getBytes(StandardCharsets.UTF_8);
        EpcisSource breaking = () ->
                new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(start), new java.io.InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("network");
                    }
                });
        assertThatThrownBy(() -> READER.read(breaking, event -> true)).hasRootCauseMessage("network");
    }

    @Test
    void collectsADocumentThatFitsIntoMemory() {
        EpcisReader.Collected collected = READER.readAll(json(OBJECT_EVENT).getBytes(StandardCharsets.UTF_8));
        assertThat(collected.events()).hasSize(1);
        assertThat(collected.outcome().events()).isEqualTo(1);
    }
}
