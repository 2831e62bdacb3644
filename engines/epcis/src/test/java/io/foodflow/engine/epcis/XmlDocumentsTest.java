package io.foodflow.engine.epcis;

import static io.foodflow.engine.epcis.Documents.READER;
import static io.foodflow.engine.epcis.Documents.read;
import static io.foodflow.engine.epcis.Documents.xml;
import static io.foodflow.engine.epcis.Documents.xmlObjectEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.epcis.Documents.Found;
import io.foodflow.engine.epcis.model.Action;
import io.foodflow.engine.epcis.model.AggregationEvent;
import io.foodflow.engine.epcis.model.EpcisEvent;
import io.foodflow.engine.epcis.model.Extension;
import io.foodflow.engine.epcis.model.ObjectEvent;
import io.foodflow.engine.epcis.model.TransformationEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlDocumentsTest {

    private static final String V1 = "urn:epcglobal:epcis:xsd:1";

    @Test
    void readsEveryFieldAsTheJsonOfTheSameEventHasIt() {
        ObjectEvent xml = (ObjectEvent) read(xml(AllFields.XML_OBJECT_EVENT)).event(0);
        ObjectEvent json =
                (ObjectEvent) read(Documents.json(AllFields.JSON_OBJECT_EVENT)).event(0);
        assertThat(xml.core().persistentDisposition()).isEqualTo(json.core().persistentDisposition());
        assertThat(xml.core().errorDeclaration()).isEqualTo(json.core().errorDeclaration());
        assertThat(xml.core().sources()).isEqualTo(json.core().sources());
        assertThat(xml.core().bizTransactions()).isEqualTo(json.core().bizTransactions());
        assertThat(xml.core().readPoint()).isEqualTo(json.core().readPoint());
        assertThat(xml.core().sensorElements())
                .usingRecursiveComparison()
                .withComparatorForType(java.math.BigDecimal::compareTo, java.math.BigDecimal.class)
                .isEqualTo(json.core().sensorElements());
        assertThat(xml.core().recordTime()).isEqualTo(json.core().recordTime());
    }

    @Test
    void looksThroughTheNestedExtensionsOfVersion1() {
        Found found = read(xml("1.2", V1, """
                <ObjectEvent><eventTime>2026-01-05T08:00:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
                  <baseExtension><eventID>urn:uuid:1</eventID></baseExtension><epcList/><action>ADD</action>
                  <readPoint><id>urn:epc:id:sgln:4012345.00011.987</id><extension><ext:a>1</ext:a></extension></readPoint>
                  <extension><quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass>
                    <quantity>3</quantity></quantityElement></quantityList>
                    <ilmd><extension><ext:b>2</ext:b></extension></ilmd><strange>s</strange>
                    <extension><sensorElementList><sensorElement><sensorReport type="gs1:MT-Temperature" value="1"/>
                      <extension><ext:c>3</ext:c></extension></sensorElement></sensorElementList></extension></extension>
                </ObjectEvent>
                <extension><TransformationEvent><eventTime>2026-01-05T08:00:00Z</eventTime>
                  <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
                  <inputEPCList><epc>urn:epc:id:sgtin:4012345.011111.1</epc></inputEPCList>
                  <outputEPCList><epc>urn:epc:id:sgtin:4012345.011111.2</epc></outputEPCList></TransformationEvent>
                  <extension><AssociationEvent><eventTime>2026-01-05T08:00:00Z</eventTime>
                  <eventTimeZoneOffset>+01:00</eventTimeZoneOffset><parentID>urn:epc:id:grai:4012345.55555.987</parentID>
                  <childEPCs><epc>urn:epc:id:giai:4000001.12345</epc></childEPCs><action>ADD</action></AssociationEvent></extension></extension>
                <QuantityEvent><eventTime>2026-01-05T08:00:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
                  <epcClass>urn:epc:idpat:sgtin:4012345.012345.*</epcClass><quantity>7</quantity></QuantityEvent>
                """));
        ObjectEvent object = (ObjectEvent) found.event(0);
        assertThat(object.core().eventId()).isEqualTo("urn:uuid:1");
        assertThat(object.quantities()).hasSize(1);
        assertThat(object.ilmd()).containsExactly(Extension.text("https://ns.example.com/ext/", "ext", "b", "2"));
        assertThat(object.core()
                        .sensorElements()
                        .getFirst()
                        .reports()
                        .getFirst()
                        .type())
                .isEqualTo("https://gs1.org/voc/MT-Temperature");
        assertThat(found.warnings(0)).extracting(Finding::rule).containsExactly(Rule.NAMESPACE);
        assertThat(found.event(1)).isInstanceOf(TransformationEvent.class);
        assertThat(found.event(2).type()).isEqualTo("AssociationEvent");
        ObjectEvent counted = (ObjectEvent) found.event(3);
        assertThat(counted.action()).isEqualTo(Action.OBSERVE);
        assertThat(counted.quantities().getFirst().quantity()).isEqualByComparingTo("7");
        assertThat(found.warnings(3)).extracting(Finding::rule).contains(Rule.DEPRECATED);
    }

    @Test
    void keepsEachEventExactlyAsReceived() {
        String odd = "<ObjectEvent  xmlns:own='urn:own' >\r\n<!-- <ObjectEvent> - no > -->"
                + "<eventTime><![CDATA[2026-01-05T08:00:00Z]]></eventTime><?pi <a>?>"
                + "<eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcList/><action>OBSERVE</action>"
                + "<own:f own:a=\"x > y\" own:b='\"'>K\u00e4se &lt;\ud83e\uddc0&gt;</own:f></ObjectEvent >";
        Found found = read(xml(odd + "\n" + AllFields.XML_OBJECT_EVENT));
        assertThat(found.events.get(0).raw().text()).isEqualTo(odd);
        assertThat(found.events.get(1).raw().text()).isEqualTo(AllFields.XML_OBJECT_EVENT);
        assertThat(found.events.get(0).raw().namespaces()).containsKey("ext").doesNotContainKey("own");
        assertThat(found.event(0).core().extensions().getFirst().text()).isEqualTo("K\u00e4se <\ud83e\uddc0>");
    }

    /** Names of all lengths put tags at every place relative to the parser's buffers. */
    @Test
    void cutsEventsOutAtEveryPlaceOfTheParsersBuffers() {
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            StringBuilder events = new StringBuilder();
            int count = 1 + random.nextInt(40);
            for (int i = 0; i < count; i++) {
                events.append(" ".repeat(random.nextInt(300)))
                        .append(xmlObjectEvent("<ext:" + "n".repeat(1 + random.nextInt(90)) + " a='"
                                + "v".repeat(random.nextInt(500)) + "'/>"));
            }
            String document = xml(events.toString());
            Found found = read(round % 2 == 0 ? document : document.substring(document.indexOf("<epcis")));
            assertThat(found.events).hasSize(count);
            int at = 0;
            for (EventOutcome event : found.events) {
                assertThat(event.raw().text()).startsWith("<ObjectEvent>").endsWith("</ObjectEvent>");
                at = document.indexOf(event.raw().text(), at);
                assertThat(at).isPositive();
            }
        }
    }

    @Test
    void readsHeadersMasterDataAndQueryResults() {
        Found found = read("""
                <epcisq:EPCISQueryDocument xmlns:epcisq="urn:epcglobal:epcis-query:xsd:2" schemaVersion="2.0"
                    xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
                  <EPCISHeader><sbdh:StandardBusinessDocumentHeader>
                      <sbdh:Sender><sbdh:Identifier>urn:s</sbdh:Identifier></sbdh:Sender>
                      <sbdh:Receiver><sbdh:Identifier>urn:r</sbdh:Identifier></sbdh:Receiver>
                      <sbdh:DocumentIdentification><sbdh:InstanceIdentifier>9</sbdh:InstanceIdentifier></sbdh:DocumentIdentification>
                      <sbdh:Manifest/></sbdh:StandardBusinessDocumentHeader><other/>
                    <extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location">
                      <VocabularyElementList><VocabularyElement id="urn:epc:id:sgln:4012345.00011.0">
                        <attribute id="urn:epcglobal:cbv:mda:name">Plant 1</attribute>
                        <attribute id="urn:epcglobal:cbv:mda:address"><x:city xmlns:x="urn:x">Kiel</x:city></attribute>
                        <children><id>urn:epc:id:sgln:4012345.00011.1</id></children></VocabularyElement></VocabularyElementList><x/>
                    </Vocabulary><odd/></VocabularyList></EPCISMasterData></extension></EPCISHeader>
                  <EPCISBody><epcisq:QueryResults><queryName>q</queryName><resultsBody>
                    <EventList>%s</EventList><VocabularyList/></resultsBody></epcisq:QueryResults></EPCISBody>
                </epcisq:EPCISQueryDocument>""".formatted(xmlObjectEvent("")));
        assertThat(found.outcome).isEqualTo(new DocumentOutcome.Complete(found.info, 1, 0));
        assertThat(found.info.sender()).isEqualTo("urn:s");
        assertThat(found.info.receiver()).isEqualTo("urn:r");
        assertThat(found.info.instanceIdentifier()).isEqualTo("9");
        assertThat(found.masterData.getFirst().attribute("name")).contains("Plant 1");
        assertThat(found.masterData.getFirst().children()).hasSize(1);
        assertThat(found.masterData
                        .getFirst()
                        .attributes()
                        .get(1)
                        .content()
                        .getFirst()
                        .text())
                .isEqualTo("Kiel");
    }

    @Test
    void readsMasterDataDocumentsBareEventsAndBareResults() {
        Found masterData = read("""
                <m:EPCISMasterDataDocument xmlns:m="urn:epcglobal:epcis-masterdata:xsd:1" schemaVersion="1.2">
                  <EPCISBody><VocabularyList><Vocabulary type="urn:t"><VocabularyElementList>
                    <VocabularyElement id="urn:x:1"/></VocabularyElementList></Vocabulary></VocabularyList></EPCISBody>
                </m:EPCISMasterDataDocument>""");
        assertThat(masterData.info.kind()).isEqualTo(DocumentInfo.Kind.MASTER_DATA_DOCUMENT);
        assertThat(masterData.masterData).hasSize(1);
        Found bare = read(xmlObjectEvent(""));
        assertThat(bare.info.kind()).isEqualTo(DocumentInfo.Kind.BARE_EVENT);
        assertThat(bare.events.getFirst().raw().text()).isEqualTo(xmlObjectEvent(""));
        Found results = read("<q:QueryResults xmlns:q=\"urn:epcglobal:epcis-query:xsd:2\"><resultsBody><EventList>"
                + xmlObjectEvent("") + "</EventList></resultsBody></q:QueryResults>");
        assertThat(results.events).hasSize(1);
    }

    @Test
    void saysWhichFieldsTheHashPassesOver() {
        Found found = read(xml(xmlObjectEvent(""))
                .replace("<EPCISBody>", "<ext:ignoreFields><ext:a/><ext:b/></ext:ignoreFields><EPCISBody>"));
        assertThat(found.info.ignoredByHash())
                .containsExactlyInAnyOrder("{https://ns.example.com/ext/}a", "{https://ns.example.com/ext/}b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
                "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/evil.dtd'>",
                "<!DOCTYPE r PUBLIC 'p' 'http://127.0.0.1:1/evil.dtd'>",
                "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>",
                "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]>"
            })
    void refusesDocumentTypesThatDeclareAnything(String doctype) {
        String document = xml(xmlObjectEvent("<ext:f>&x;&c;</ext:f>")).replace("?>", "?>" + doctype);
        DocumentOutcome outcome = read(document).outcome;
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        DocumentOutcome.Refused.class,
                        refused -> assertThat(refused.limit()).isEqualTo("doctype"));
    }

    @Test
    void takesADocumentTypeThatOnlyNamesTheRoot() {
        Found found = read(xml(xmlObjectEvent("")).replace("?>", "?><!DOCTYPE project>"));
        assertThat(found.event(0)).isInstanceOf(ObjectEvent.class);
        assertThat(found.events.getFirst().raw().text()).isEqualTo(xmlObjectEvent(""));
    }

    @Test
    void refusesEntitiesThatNobodyDeclared() {
        DocumentOutcome outcome = read(xml(xmlObjectEvent("<ext:f>&x;</ext:f>"))).outcome;
        assertThat(outcome).isInstanceOfAny(DocumentOutcome.Malformed.class, DocumentOutcome.Refused.class);
    }

    @Test
    void refusesADepthBomb() {
        String bomb = "<ext:d>".repeat(200_000);
        DocumentOutcome outcome = read(xml(xmlObjectEvent("")).replace("</EventList>", "<ObjectEvent>" + bomb)).outcome;
        assertThat(outcome).isInstanceOfSatisfying(DocumentOutcome.Refused.class, refused -> {
            assertThat(refused.limit()).isEqualTo("depth");
            assertThat(refused.events()).isEqualTo(1);
        });
    }

    @Test
    void refusesAnEventLargerThanTheLimit() {
        EpcisReader small = new EpcisReader(new EpcisLimits(10, 20_000, 100), Clock.systemUTC());
        String large = xml(xmlObjectEvent("<ext:f>" + "x".repeat(100_000) + "</ext:f>"));
        assertThat(read(large.getBytes(StandardCharsets.UTF_8), small).outcome)
                .isInstanceOfSatisfying(
                        DocumentOutcome.Refused.class,
                        refused -> assertThat(refused.limit()).isEqualTo("event-size"));
        String many = xml(xmlObjectEvent("").repeat(11));
        assertThat(read(many.getBytes(StandardCharsets.UTF_8), small).outcome)
                .isInstanceOfSatisfying(
                        DocumentOutcome.Refused.class,
                        refused -> assertThat(refused.limit()).isEqualTo("events"));
    }

    @Test
    void deliversTheEventsBeforeAFault() {
        Found found = read(xml(xmlObjectEvent("") + xmlObjectEvent("<open>")));
        assertThat(found.events).hasSize(1);
        assertThat(found.outcome).isInstanceOfSatisfying(DocumentOutcome.Malformed.class, malformed -> {
            assertThat(malformed.line()).isPositive();
            assertThat(malformed.reason()).contains("open");
            assertThat(malformed.events()).isEqualTo(1);
        });
        assertThat(read(xml(xmlObjectEvent("")) + "<more/>").outcome).isInstanceOf(DocumentOutcome.Malformed.class);
    }

    @Test
    void stopsWhenTheSinkHasEnough() {
        AtomicInteger taken = new AtomicInteger();
        DocumentOutcome outcome = READER.read(
                EpcisSource.of(xml(xmlObjectEvent("").repeat(3)).getBytes(StandardCharsets.UTF_8)),
                event -> taken.incrementAndGet() < 2);
        assertThat(outcome).isInstanceOf(DocumentOutcome.Stopped.class);
        assertThat(outcome.events()).isEqualTo(2);
    }

    @Test
    void letsExceptionsOfTheSinkThrough() {
        byte[] document = xml(xmlObjectEvent("")).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> READER.read(EpcisSource.of(document), event -> {
                    throw new IllegalStateException("sink");
                }))
                .hasMessage("sink");
        EpcisSource breaking = () -> new java.io.SequenceInputStream(
                new java.io.ByteArrayInputStream(document, 0, 200), new java.io.InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("network");
                    }
                });
        assertThatThrownBy(() -> READER.read(breaking, event -> true)).hasRootCauseMessage("network");
    }

    @Test
    void readsOtherEncodings() {
        String document = xml(xmlObjectEvent("<ext:f>K\u00e4se</ext:f>"));
        for (String charset : java.util.List.of("UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252")) {
            String declared = document.replace("encoding=\"UTF-8\"", "encoding=\"" + charset + "\"");
            EpcisEvent event = read(declared.getBytes(java.nio.charset.Charset.forName(charset)), READER)
                    .event(0);
            assertThat(event.core().extensions().getFirst().text()).as(charset).isEqualTo("K\u00e4se");
        }
        assertThat(read(document.getBytes(StandardCharsets.ISO_8859_1), READER).outcome)
                .isInstanceOfSatisfying(
                        DocumentOutcome.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains("encoding"));
        assertThat(read(document.replace("UTF-8", "KLINGON-1")).outcome).isInstanceOf(DocumentOutcome.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "<a/>, root element 'a'",
        "<EPCISCaptureJob/>, capture job",
        "<xsd:schema xmlns:xsd='x'/>, XML schema",
        "<VocabularyList/>, master data",
        "<extension/>, fragment",
        "<q:Poll xmlns:q='urn:epcglobal:epcis-query:xsd:2'/>, query request",
        "<other:ObjectEvent xmlns:other='urn:o'/>, root element",
    })
    void saysWhatIsNoEpcis(String document, String words) {
        assertThat(read(document).outcome)
                .isInstanceOfSatisfying(
                        DocumentOutcome.NotEpcis.class,
                        not -> assertThat(not.message()).contains(words));
    }

    @ParameterizedTest
    @CsvSource({
        "schemaVersion=\"2.0\", '', REQUIRED",
        "creationDate=\"2026-01-05T08:00:00Z\", '', REQUIRED",
        "creationDate=\"2026-01-05T08:00:00Z\", creationDate=\"today\", TIME",
        "urn:epcglobal:epcis:xsd:2, urn:else, NAMESPACE",
        "<EventList>, <events/><EventList>, UNKNOWN_FIELD",
        "EPCISBody>, Body>, REQUIRED",
    })
    void refusesFramesThatLackSomething(String part, String instead, Rule rule) {
        assertThat(read(xml("").replace(part, instead)).outcome)
                .isInstanceOfSatisfying(
                        DocumentOutcome.InvalidDocument.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(Finding::rule)
                                .contains(rule));
    }

    @Test
    void refusesQueryDocumentsWithoutResults() {
        String query =
                "<q:EPCISQueryDocument xmlns:q='urn:epcglobal:epcis-query:xsd:2'><EPCISBody>%s</EPCISBody></q:EPCISQueryDocument>";
        assertThat(read(query.formatted("<q:Poll/>")).outcome).isInstanceOf(DocumentOutcome.NotEpcis.class);
        assertThat(read(query.formatted("")).outcome).isInstanceOf(DocumentOutcome.InvalidDocument.class);
    }

    @Test
    void wantsTheEventTimeFirstAndOnlyWarnsOfOtherDisorder() {
        String jumbled = "<AggregationEvent><eventTime>2026-01-05T08:00:00Z</eventTime><action>ADD</action>"
                + "<eventTimeZoneOffset>+01:00</eventTimeZoneOffset><childEPCs><epc>urn:epc:id:sgtin:4012345.011111.1</epc></childEPCs>"
                + "<parentID>urn:epc:id:sscc:4012345.0000000333</parentID></AggregationEvent>";
        Found found = read(xml(jumbled));
        assertThat(found.event(0)).isInstanceOf(AggregationEvent.class);
        assertThat(found.warnings(0)).extracting(Finding::rule).containsExactly(Rule.ORDER);
        Found late = read(xml(
                jumbled.replace("<action>ADD</action>", "").replace("<eventTime>", "<action>ADD</action><eventTime>")));
        assertThat(late.errors(0)).extracting(Finding::rule).containsExactly(Rule.ORDER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<madeUp>1</madeUp> | madeUp | UNKNOWN_FIELD",
                "<bizStep>urn:epcglobal:cbv:bizstep:transforming</bizStep> | bizStep | VOCABULARY",
                "<bizStep>transforming</bizStep> | bizStep | VOCABULARY",
                "<readPoint><x/></readPoint> | readPoint.x | UNKNOWN_FIELD",
                "<readPoint/> | readPoint.id | REQUIRED",
                "<sourceList><source>urn:epc:id:pgln:4012345.00225</source></sourceList> | sourceList[0].type | REQUIRED",
                "<quantityList><quantityElement><quantity>1</quantity></quantityElement></quantityList> | quantityList[0].epcClass | REQUIRED",
                "<quantityList><x/></quantityList> | quantityList[0].x | UNKNOWN_FIELD",
                "<quantityList><quantityElement><epcClass>urn:x:1</epcClass><quantity>-1</quantity></quantityElement></quantityList> | quantityList[0].quantity | NUMBER",
                "<quantityList><quantityElement><epcClass>urn:x:1</epcClass><quantity>one</quantity></quantityElement></quantityList> | quantityList[0].quantity | NUMBER",
                "<quantityList><quantityElement><epcClass>urn:x:1</epcClass><quantity>1</quantity><uom>QQQ</uom></quantityElement></quantityList> | quantityList[0].uom | UNIT",
                "<quantityList><quantityElement><epcClass>urn:x:1</epcClass><count>1</count></quantityElement></quantityList> | quantityList[0].count | UNKNOWN_FIELD",
                "<sensorElementList><sensorElement><sensorMetadata startTime='2026-01-05T08:00:00Z' endTime='2026-01-05T07:00:00Z'/><sensorReport type='gs1:Mass'/></sensorElement></sensorElementList> | sensorElementList[0].sensorMetadata.endTime | TIME_ORDER",
                "<sensorElementList><sensorElement/></sensorElementList> | sensorElementList[0].sensorReport | REQUIRED",
                "<sensorElementList><sensorElement><sensorReport type='gs1:Mass' vallue='1'/></sensorElement></sensorElementList> | sensorElementList[0].sensorReport[0].vallue | UNKNOWN_FIELD",
                "<sensorElementList><sensorElement><sensorMetadata when='1'/><sensorReport type='gs1:Mass'/></sensorElement></sensorElementList> | sensorElementList[0].sensorMetadata.when | UNKNOWN_FIELD",
                "<sensorElementList><sensorElement><sensorReport booleanValue='maybe'/></sensorElement></sensorElementList> | sensorElementList[0].sensorReport[0].booleanValue | TYPE",
                "<sensorElementList><sensorElement><sensorReport hexBinaryValue='xyz'/></sensorElement></sensorElementList> | sensorElementList[0].sensorReport[0].hexBinaryValue | TYPE",
                "<persistentDisposition><keep>urn:x:1</keep></persistentDisposition> | persistentDisposition.keep | UNKNOWN_FIELD",
                "<ilmd><plain>1</plain></ilmd> | ilmd.plain | NAMESPACE",
                "<errorDeclaration><reason>urn:epcglobal:cbv:er:incorrect_data</reason></errorDeclaration> | errorDeclaration.declarationTime | REQUIRED",
                "<errorDeclaration><declarationTime>2026-01-05T08:00:00Z</declarationTime><x/></errorDeclaration> | errorDeclaration.x | UNKNOWN_FIELD",
                "<eventID>a</eventID><eventID>b</eventID> | eventID | DUPLICATE",
                "<bizTransactionList><bizTransaction>plain</bizTransaction></bizTransactionList> | bizTransactionList[0].bizTransaction | URI",
                "<eventTimeZoneOffset>+01:00</eventTimeZoneOffset> | eventTimeZoneOffset | DUPLICATE",
            })
    void namesTheFieldAndTheRule(String element, String field, Rule rule) {
        Found found = read(xml(xmlObjectEvent(element)));
        assertThat(found.errors(0))
                .extracting(Finding::field, Finding::rule)
                .contains(org.assertj.core.groups.Tuple.tuple(field, rule));
        assertThat(found.errors(0))
                .allSatisfy(finding -> assertThat(finding.message()).isNotBlank());
    }

    @Test
    void wantsTheListOfEpcsInVersion1() {
        String event = xmlObjectEvent("")
                .replaceFirst("<epcList>.*</epcList>", "")
                .replace(
                        "</action>",
                        "</action><extension><quantityList><quantityElement><epcClass>urn:x:1</epcClass></quantityElement></quantityList></extension>");
        assertThat(read(xml("1.2", V1, event)).errors(0))
                .extracting(Finding::field)
                .containsExactly("epcList");
        assertThat(read(xml(event)).errors(0)).isEmpty();
    }

    @Test
    void refusesUnknownKindsOfEvents() {
        Found found = read(xml("<ext:Event/><StrangeEvent/>" + xmlObjectEvent("")));
        assertThat(found.errors(0)).extracting(Finding::rule).containsExactly(Rule.EVENT_TYPE);
        assertThat(found.errors(1)).extracting(Finding::rule).containsExactly(Rule.EVENT_TYPE);
        assertThat(found.outcome).isEqualTo(new DocumentOutcome.Complete(found.info, 3, 2));
    }
}
