package io.foodflow.engine.epcis;

import static io.foodflow.engine.epcis.Documents.event;
import static io.foodflow.engine.epcis.Documents.json;
import static io.foodflow.engine.epcis.Documents.objectEvent;
import static io.foodflow.engine.epcis.Documents.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.epcis.Documents.Found;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {

    private static final String EPCS = "\"epcList\":[\"urn:epc:id:sgtin:4012345.011111.9876\"]";
    private static final String CHILDREN = "\"childEPCs\":[\"urn:epc:id:sgtin:4012345.011111.9876\"]";
    private static final String PARENT = "\"parentID\":\"urn:epc:id:sscc:4012345.0000000333\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "eventTime |  | eventTime | REQUIRED",
                "eventTime | 1666400400000 | eventTime | TYPE",
                "eventTime | \"22-07-2026\" | eventTime | TIME",
                "eventTime | \"2026-02-30T00:00:00Z\" | eventTime | TIME",
                "eventTimeZoneOffset |  | eventTimeZoneOffset | REQUIRED",
                "eventTimeZoneOffset | \"+25:00\" | eventTimeZoneOffset | OFFSET",
                "eventTimeZoneOffset | 1 | eventTimeZoneOffset | TYPE",
                "action |  | action | REQUIRED",
                "action | \"CREATE\" | action | VOCABULARY",
                "action | 7 | action | TYPE",
                "eventID | \"plain\" | eventID | URI",
                "certificationInfo | \"plain\" | certificationInfo | URI",
                "certificationInfo | [{}] | certificationInfo[0] | TYPE",
                "epcList | [\"plain\"] | epcList[0] | URI",
                "epcList | [7] | epcList[0] | TYPE",
                "epcList | 7 | epcList | TYPE",
                "epcList | [\"https://id.gs1.org/01/09521141012345/21/2018\",\"https://id.gs1.org/01/09521141012346/21/1\"] | epcList[1] | CHECK_DIGIT",
                "epcList | [\"urn:epc:id:sgtin:4012345.11111.9876\"] | epcList[0] | IDENTIFIER",
                "quantityList | [7] | quantityList[0] | TYPE",
                "quantityList | [{\"quantity\":1}] | quantityList[0].epcClass | REQUIRED",
                "quantityList | [{\"epcClass\":\"urn:x:1\",\"quantity\":-1}] | quantityList[0].quantity | NUMBER",
                "quantityList | [{\"epcClass\":\"urn:x:1\",\"quantity\":\"1\"}] | quantityList[0].quantity | NUMBER",
                "quantityList | [{\"epcClass\":\"urn:x:1\",\"quantity\":1e999999999}] | quantityList[0].quantity | NUMBER",
                "quantityList | [{\"epcClass\":\"urn:x:1\",\"quantity\":1,\"uom\":\"QQQ\"}] | quantityList[0].uom | UNIT",
                "quantityList | [{\"epcClass\":\"urn:x:1\",\"count\":1}] | quantityList[0].count | UNKNOWN_FIELD",
                "readPoint | {} | readPoint.id | REQUIRED",
                "readPoint | 7 | readPoint | TYPE",
                "readPoint | {\"id\":\"https://id.gs1.org/414/4012345000116\"} | readPoint.id | CHECK_DIGIT",
                "bizStep | \"transforming\" | bizStep | VOCABULARY",
                "bizStep | \"urn:epcglobal:cbv:bizstep:transforming\" | bizStep | VOCABULARY",
                "bizStep | \"urn:a b\" | bizStep | VOCABULARY",
                "disposition | \"in_transport\" | disposition | VOCABULARY",
                "persistentDisposition | {} | persistentDisposition | REQUIRED",
                "persistentDisposition | {\"set\":[\"nonsense\"]} | persistentDisposition.set[0] | VOCABULARY",
                "persistentDisposition | {\"set\":[],\"x\":1} | persistentDisposition.x | UNKNOWN_FIELD",
                "persistentDisposition | [] | persistentDisposition | TYPE",
                "bizTransactionList | [{\"type\":\"po\"}] | bizTransactionList[0].bizTransaction | REQUIRED",
                "bizTransactionList | [{\"type\":\"xx\",\"bizTransaction\":\"urn:x:1\"}] | bizTransactionList[0].type | VOCABULARY",
                "bizTransactionList | [{\"bizTransaction\":\"urn:x:1\",\"x\":1}] | bizTransactionList[0].x | UNKNOWN_FIELD",
                "bizTransactionList | [7] | bizTransactionList[0] | TYPE",
                "sourceList | [{\"source\":\"urn:x:1\"}] | sourceList[0].type | REQUIRED",
                "sourceList | [{\"type\":\"\",\"source\":\"urn:x:1\"}] | sourceList[0].type | REQUIRED",
                "sourceList | [{\"type\":\"urn:epcglobal:cbv:btt:po\",\"source\":\"urn:x:1\"}] | sourceList[0].type | VOCABULARY",
                "persistentDisposition | {\"set\":[]} | persistentDisposition.set | REQUIRED",
                "sensorElementList | [{\"sensorReport\":[{\"type\":\"\"}]}] | sensorElementList[0].sensorReport[0].type | REQUIRED",
                "sourceList | [{\"type\":\"place\",\"source\":\"urn:x:1\"}] | sourceList[0].type | VOCABULARY",
                "destinationList | [{\"type\":\"location\"}] | destinationList[0].destination | REQUIRED",
                "destinationList | [{\"type\":\"location\",\"source\":\"urn:x:1\"}] | destinationList[0].source | UNKNOWN_FIELD",
                "errorDeclaration | {\"reason\":\"incorrect_data\"} | errorDeclaration.declarationTime | REQUIRED",
                "errorDeclaration | {\"declarationTime\":\"2026-01-05T08:00:00Z\",\"reason\":\"why\"} | errorDeclaration.reason | VOCABULARY",
                "errorDeclaration | false | errorDeclaration | TYPE",
                "sensorElementList | [{}] | sensorElementList[0].sensorReport | REQUIRED",
                "sensorElementList | [{\"sensorReport\":[{}]}] | sensorElementList[0].sensorReport[0].type | REQUIRED",
                "sensorElementList | [{\"sensorReport\":[{\"type\":\"Warmth\"}]}] | sensorElementList[0].sensorReport[0].type | VOCABULARY",
                "sensorElementList | [{\"sensorReport\":[{\"type\":\"Mass\",\"value\":\"1\"}]}] | sensorElementList[0].sensorReport[0].value | NUMBER",
                "sensorElementList | [{\"sensorReport\":[{\"type\":\"Mass\",\"uom\":\"kg\"}]}] | sensorElementList[0].sensorReport[0].uom | UNIT",
                "sensorElementList | [{\"sensorReport\":[{\"type\":\"Mass\",\"booleanValue\":\"true\"}]}] | sensorElementList[0].sensorReport[0].booleanValue | TYPE",
                "sensorElementList | [{\"sensorReport\":[{\"type\":\"Mass\",\"vallue\":1}]}] | sensorElementList[0].sensorReport[0].vallue | UNKNOWN_FIELD",
                "sensorElementList | [{\"sensorReport\":[7]}] | sensorElementList[0].sensorReport[0] | TYPE",
                "sensorElementList | [{\"sensorMetadata\":{\"startTime\":\"2026-01-05T08:00:00Z\",\"endTime\":\"2026-01-05T07:59:59Z\"},\"sensorReport\":[{\"type\":\"Mass\"}]}] | sensorElementList[0].sensorMetadata.endTime | TIME_ORDER",
                "sensorElementList | [{\"sensorMetadata\":7,\"sensorReport\":[{\"type\":\"Mass\"}]}] | sensorElementList[0].sensorMetadata | TYPE",
                "ilmd | {\"materialType\":\"soil\"} | ilmd.materialType | NAMESPACE",
                "ilmd | {\"ext:x\":1} | ilmd | ACTION",
                "ilmd | 7 | ilmd | TYPE",
                "madeUp | 1 | madeUp | UNKNOWN_FIELD",
                "childEPCs | [] | childEPCs | UNKNOWN_FIELD",
                "inputEPCList | [] | inputEPCList | UNKNOWN_FIELD",
                "parentID | \"urn:x:1\" | parentID | UNKNOWN_FIELD",
                "type | \"CustomEvent\" | type | EVENT_TYPE",
                "type |  | type | REQUIRED",
            })
    void namesTheFieldAndTheRuleOfAnObjectEvent(String field, String value, String path, Rule rule) {
        Found found = read(json(objectEvent(field, value)));
        assertThat(found.errors(0)).extracting(Finding::field, Finding::rule).contains(Tuple.tuple(path, rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "eventTime | \"2026-03-01T12:00:01Z\" | eventTime | FUTURE",
                "eventTime | \"2026-01-05T08:00Z\" | eventTime | TIME",
                "epcList | [] | epcList | NO_OBJECTS",
                "epcList | \"urn:x:1\" | epcList | TYPE",
                "epcList | [\"urn:epc:id:sgtin:4012345.011111.1\",\"https://id.gs1.org/01/04012345111118/21/1\"] | epcList[1] | DUPLICATE",
                "epcList | [\"https://id.gs1.org/00/040123450000003339\"] | epcList[0] | CHECK_DIGIT",
                "epcList | [\"urn:epc:id:sscc:4012345.03\"] | epcList[0] | IDENTIFIER",
                "quantityList | [{\"epcClass\":\"urn:x:1\",\"quantity\":1,\"uom\":\"CS\"}] | quantityList[0].uom | DEPRECATED",
                "quantityList | [{\"epcClass\":\"urn:x:1\",\"quantity\":1,\"uom\":\"\"}] | quantityList[0].uom | UNIT",
                "persistentDisposition | {\"set\":[\"active\",\"active\"]} | persistentDisposition.set[1] | DUPLICATE",
                "readPoint | \"urn:x:1\" | readPoint | TYPE",
                "bizStep | \"urn:epcglobal:cbv:bizstep:shipping\" | bizStep | DEPRECATED",
                "bizStep | \"cbv:BizStep-shipping\" | bizStep | DEPRECATED",
                "disposition | \"\" | disposition | VOCABULARY",
                "sourceList | {\"type\":\"location\",\"source\":\"urn:x:1\"} | sourceList | TYPE",
                "bizTransactionList | [{\"bizTransaction\":\"urn:epc:po:123\"}] | bizTransactionList[0].bizTransaction | IDENTIFIER",
                "unknown:x | 1 | unknown:x | NAMESPACE",
                "eventID | \"urn:x:1\",\"eventID\":\"urn:x:2\" | eventID | DUPLICATE",
            })
    void warnsOfWhatIsUnderstoodAllTheSame(String field, String value, String path, Rule rule) {
        Found found = read(json(objectEvent(field, value)));
        assertThat(found.event(0)).isNotNull();
        assertThat(found.warnings(0)).extracting(Finding::field, Finding::rule).contains(Tuple.tuple(path, rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bizStep | \"https://example.com/steps/pasteurising\"",
                "disposition | \"urn:gdst:disposition:entering_commerce\"",
                "quantityList | [{\"epcClass\":\"urn:epc:class:lgtin:4012345.012345.L1\",\"quantity\":0,\"uom\":\"LTR\"}]",
                "sensorElementList | [{\"type\":\"epcis:SensorElement\",\"sensorReport\":[{\"type\":\"gs1:Angle\"},{\"type\":\"example:x\"}]}]",
                "sensorElementList | [{\"sensorReport\":[{\"exception\":\"ERROR_CONDITION\",\"type\":\"Dimensionless\"}]}]",
                "https://ns.example.com/full | 1",
                "id | \"_:event1\"",
                "ext:attachments | [[\"a\"],{\"b\":null}]",
            })
    void takesWhatTheStandardLeavesFree(String field, String value) {
        Found found = read(json(objectEvent(field, value)));
        assertThat(found.errors(0)).isEmpty();
        assertThat(found.event(0)).isNotNull();
    }

    @Test
    void wantsSomethingTheEventSpeaksOf() {
        String nothing = event("ObjectEvent", "x", null, "\"action\":\"OBSERVE\"");
        String sensors = "\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Mass\"}]}]";
        String place = "\"readPoint\":{\"id\":\"urn:x:1\"}";
        assertThat(rules(nothing)).containsExactly(Rule.NO_OBJECTS);
        assertThat(rules(event("ObjectEvent", "x", null, "\"action\":\"OBSERVE\"", sensors)))
                .containsExactly(Rule.NO_OBJECTS);
        assertThat(rules(event("ObjectEvent", "x", null, "\"action\":\"OBSERVE\"", sensors, place)))
                .isEmpty();
    }

    @Test
    void wantsAParentByActionAndChildrenUnlessTheyAreDeleted() {
        assertThat(rules(event("AggregationEvent", "x", null, "\"action\":\"ADD\"", CHILDREN)))
                .containsExactly(Rule.PARENT);
        assertThat(rules(event("AggregationEvent", "x", null, "\"action\":\"DELETE\"", CHILDREN)))
                .containsExactly(Rule.PARENT);
        assertThat(rules(event("AggregationEvent", "x", null, "\"action\":\"OBSERVE\"", CHILDREN)))
                .isEmpty();
        assertThat(rules(event("AggregationEvent", "x", null, "\"action\":\"DELETE\"", PARENT)))
                .isEmpty();
        assertThat(rules(event("AggregationEvent", "x", null, "\"action\":\"ADD\"", PARENT)))
                .containsExactly(Rule.NO_OBJECTS);
        assertThat(rules(event("AssociationEvent", "x", null, "\"action\":\"OBSERVE\"", CHILDREN)))
                .containsExactly(Rule.PARENT);
        assertThat(rules(event("AssociationEvent", "x", null, "\"action\":\"DELETE\"", PARENT)))
                .isEmpty();
        assertThat(rules(event("AggregationEvent", "x", null, "\"action\":\"ADD\"", PARENT, CHILDREN, "\"ilmd\":{}")))
                .containsExactly(Rule.UNKNOWN_FIELD);
    }

    @Test
    void wantsABusinessTransactionInATransactionEvent() {
        String transaction = "\"bizTransactionList\":[{\"bizTransaction\":\"urn:x:1\"}]";
        assertThat(rules(event("TransactionEvent", "x", null, "\"action\":\"ADD\"", EPCS)))
                .containsExactly(Rule.REQUIRED);
        assertThat(rules(event("TransactionEvent", "x", null, "\"action\":\"ADD\"", transaction)))
                .containsExactly(Rule.NO_OBJECTS);
        assertThat(rules(event("TransactionEvent", "x", null, "\"action\":\"DELETE\"", transaction)))
                .isEmpty();
        assertThat(rules(event("TransactionEvent", "x", null, "\"action\":\"ADD\"", transaction, EPCS)))
                .isEmpty();
    }

    @Test
    void wantsInputsAndOutputsOrAnIdThatJoinsThem() {
        String input = "\"inputEPCList\":[\"urn:epc:id:sgtin:4012345.011111.1\"]";
        String output = "\"outputEPCList\":[\"urn:epc:id:sgtin:4012345.011111.2\"]";
        String id = "\"transformationID\":\"389bc906-8d68-4ee3-ad8a-e586028d25fa\"";
        assertThat(rules(event("TransformationEvent", "x", null, input))).containsExactly(Rule.NO_OBJECTS);
        assertThat(rules(event("TransformationEvent", "x", null, output))).containsExactly(Rule.NO_OBJECTS);
        assertThat(rules(event("TransformationEvent", "x", null, id))).containsExactly(Rule.NO_OBJECTS);
        assertThat(rules(event("TransformationEvent", "x", null, input, output)))
                .isEmpty();
        assertThat(rules(event("TransformationEvent", "x", null, input, id))).isEmpty();
        assertThat(rules(event("TransformationEvent", "x", null, input, output, "\"action\":\"ADD\"")))
                .containsExactly(Rule.UNKNOWN_FIELD);
    }

    private static java.util.List<Rule> rules(String event) {
        return read(json(event)).errors(0).stream().map(Finding::rule).toList();
    }

    @Test
    void keepsTheIdOfAnInvalidEvent() {
        Found found = read(json(objectEvent("action", "\"NO\"").replace("{", "{\"eventID\":\"urn:x:7\",")));
        assertThat(((EventOutcome.InvalidEvent) found.events.getFirst()).eventId())
                .isEqualTo("urn:x:7");
    }

    @Test
    void advisesTheNearestWord() {
        Found found = read(json(objectEvent("bizStep", "\"transforming\"")));
        assertThat(found.errors(0).getFirst().message())
                .contains("'transforming'")
                .contains("'transporting'");
    }

    @ParameterizedTest
    @CsvSource({
        "KGM", "GRM", "LTR", "EA", "CEL", "A93", "P71", "WHR", "C62", "H87", "XBX", "23", "2N", "D03", "H03", "4R",
        "F08", "MTK", "TNE"
    })
    void knowsTheUnitsOfRecommendation20(String code) {
        assertThat(Units.isKnown(code)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"kg", "KG", "QQQ", "A25", "XB", "X", "XBXX", "xbx", "H97", "''"})
    void doesNotKnowOtherCodes(String code) {
        assertThat(Units.isKnown(code)).isFalse();
    }

    @Test
    void spellsWordsInFourWays() {
        assertThat(Cbv.BIZ_STEP.shortName("receiving")).isEqualTo("receiving");
        assertThat(Cbv.BIZ_STEP.shortName("urn:epcglobal:cbv:bizstep:receiving"))
                .isEqualTo("receiving");
        assertThat(Cbv.BIZ_STEP.shortName("https://ref.gs1.org/cbv/BizStep-receiving"))
                .isEqualTo("receiving");
        assertThat(Cbv.BIZ_STEP.shortName("https://ns.gs1.org/cbv/BizStep-receiving"))
                .isEqualTo("receiving");
        assertThat(Cbv.BIZ_STEP.shortName("cbv:BizStep-receiving")).isEqualTo("receiving");
        assertThat(Cbv.BIZ_STEP.shortName("cbv:Disp-active")).isNull();
        assertThat(Cbv.MEASUREMENT_TYPE.shortName("gs1:Temperature")).isEqualTo("Temperature");
        assertThat(Cbv.BIZ_STEP.uri("receiving")).isEqualTo("https://ref.gs1.org/cbv/BizStep-receiving");
        assertThat(Cbv.BIZ_STEP.owns("urn:epcglobal:cbv:bizstep:own")).isTrue();
        assertThat(Rule.CHECK_DIGIT.code()).isEqualTo("check-digit");
    }
}
