package io.foodflow.engine.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.epcis.Documents.Found;
import java.io.File;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xml.sax.SAXException;

/** Goes through every file of the shared EPCIS material: each is taken, or refused with the reason expected here. */
class SharedDataTest {

    /**
     * The files that are no sound EPCIS, and what is wrong with them: {@code malformed}, {@code document [rules]},
     * {@code n of m [rules]} for events; {@code empty} is sound but without events.
     */
    private static final Map<String, String> FAULTS = table("""
            fastnt/FasTnT.Host.Tests/Features/v1_2/Communication/Resources/CallbackRequests/SuccessfulRequest.xml | empty | a query document without events
            fastnt/FasTnT.Host.Tests/Features/v1_2/Communication/Resources/Requests/InvalidRequest.xml | document [unknown-field] | the body holds an element <test>
            fastnt/FasTnT.Host.Tests/Features/v2_0/Communication/Resources/Requests/Request_ObjectEvent_WithMasterdata.json | 1 of 1 [uri, vocabulary] | certificationInfo 'test' is no URI, dispositions 'test' and 'toto' no words
            gs1-EPCIS/JSON-simple-context/WithFullCombinationOfFields/object_event_all_possible_fields.jsonld | 1 of 1 [action] | ilmd with action OBSERVE
            gs1-EPCIS/JSON-simple-context/WithSensorData/SensorDataExample12.jsonld | document [required] | neither schemaVersion nor creationDate
            openepcis-event-sentry/test/data/events/EpcisDocument.json | 2 of 4 [namespace, number, type, unknown-field] | two events as a repository stores them: times as numbers, nulls, own fields
            openepcis-event-sentry/test/data/events/IncorrectBareEvent.json | 1 of 1 [event-type] | type 'CustomEvent'
            openepcis-event-sentry/test/data/events/IncorrectEpcisDocument.json | document [vocabulary] | type 'MyDocument'
            openepcis-event-sentry/test/data/schema/FSMA-204/FSMA-1-Harvesting-Invalid-Event.json | 1 of 1 [number] | a quantity of -100
            openepcis-event-sentry/test/data/schema/fishingEventProfile.json | malformed | a profile, and no JSON either: a trailing comma
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/Combination_of_events_with_missing_mandatory_fields.json | 2 of 2 [required]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/Combination_of_multiple_invalid_fields.json | 5 of 5 [namespace, time, vocabulary]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/Combination_of_non_standard_bizStep_and_disposition.json | 2 of 2 [vocabulary]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/EPCISDocument_without_context.json | document [required]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/ObjectEvent_with_ilmd_field_without_namespace.json | 1 of 1 [namespace]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/ObjectEvent_with_invalid_action.json | 1 of 1 [vocabulary]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/ObjectEvent_with_invalid_certificationInfo.json | 1 of 1 [type]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/ObjectEvent_with_non_standard_bizStep.json | 1 of 1 [vocabulary]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/ObjectEvent_with_non_standard_bizStep_in_second_event.json | 1 of 2 [vocabulary]
            openepcis-test-resources/2.0/EPCIS/JSON/Capture/Invalid/ObjectEvent_with_non_standard_disposition.json | 1 of 1 [vocabulary]
            openepcis-test-resources/2.0/EPCIS/XML/Capture/Documents/JumbledFieldsOrder.xml | 1 of 1 [order] | the XML schema demands eventTime first
            openepcis-test-resources/2.0/EPCIS/XML/Capture/Invalid/ObjectEvent_bare_event_without_action.xml | 1 of 1 [required]
            openepcis-test-resources/2.0/EPCIS/XML/Capture/Invalid/ObjectEvent_with_invalid_action.xml | 1 of 1 [vocabulary]
            openepcis-test-resources/2.0/EPCIS/XML/Capture/Invalid/ObjectEvent_with_near_miss_action.xml | 1 of 1 [vocabulary]
            openepcis-test-resources/2.0/EPCIS/XML/Capture/Invalid/ObjectEvent_with_unknown_element.xml | 1 of 1 [unknown-field]
            openepcis-test-resources/2.0/EPCIS/XML/Capture/Invalid/ObjectEvent_with_wrong_element_order.xml | 1 of 1 [order]
            openepcis-test-resources/2.0/EPCIS/XML/Capture/Invalid/ObjectEvent_without_eventTime.xml | 1 of 1 [required]
            openepcis-test-resources/2.0/EPCIS/XML/Query/JumbledFieldsOrder.xml | 1 of 1 [order] | the XML schema demands eventTime first
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_10.jsonld | 4 of 9 [namespace, unknown-field]
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_11.jsonld | 2 of 3 [namespace, unknown-field]
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_14.jsonld | 5 of 18 [namespace, unknown-field]
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_16.jsonld | empty | an empty list of events
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_17.jsonld | 5 of 18 [namespace, unknown-field]
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_18.jsonld | 2 of 3 [namespace, unknown-field]
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_2.jsonld | 1 of 2 [unknown-field]
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_5.jsonld | malformed | a trailing comma
            opentraceability-gdst/EPCISQUERYDOCUMENT_advanced_9.jsonld | 4 of 9 [namespace, unknown-field]
            opentraceability-gdst/EPCISQueryDocument_malformed.jsonld | malformed | cut off
            opentraceability-gdst/EPCISQueryDocument_with_masterdata.jsonld | 1 of 1 [time] | an eventTime without zone
            opentraceability-gdst/querydoc_example02.xml | 2 of 2 [unknown-field] | quantityElement with <count>
            opentraceability-gdst/querydoc_fail_schemacheck.xml | 1 of 17 [required] | one ObjectEvent of 1.2 without epcList
            opentraceability-gdst/testserver/beef-leather-example/events.jsonld | malformed | comments, which JSON does not have
            """);

    /** Folders and names of files that are something else than EPCIS documents or events. */
    private static final List<String> NO_EPCIS = List.of(
            "fastnt/Documents/",
            "fastnt/FasTnT.Host.Tests/Features/v1_2/Communication/Resources/Queries/",
            "fastnt/FasTnT.Host.Tests/Features/v1_2/Communication/Resources/CallbackRequests/ImplementationException",
            "fastnt/FasTnT.Host.Tests/Features/v1_2/Communication/Resources/Events/TransformationEvent_Full.xml",
            "fastnt/FasTnT.Host.Tests/Features/v1_2/Communication/Resources/MasterData/",
            "gs1-EPCIS/JSON-LD-Context/",
            "gs1-EPCIS/JSON-Schema/",
            "gs1-EPCIS/EPCIS-JSON-Schema.json",
            "gs1-EPCIS/epcis-context",
            "gs1-EPCIS/Ontology/",
            "gs1-EPCIS/REST_Bindings/",
            "gs1-EPCIS/XML/CaptureJob/",
            "openepcis-event-sentry/examples/epcis-profiles/",
            "openepcis-event-sentry/test/data/schema/ralph-bhavesh-sample-profile.json",
            "openepcis-event-sentry/test/data/schema/transformationEventProfile.json",
            "openepcis-event-sentry/test/data/schema/FSMA-204/FSMA-1-Harvesting-Event-Schema.json",
            "openepcis-test-resources/2.0/EPCIS/JSON/Query/Queries/",
            "openepcis-test-resources/2.0/EPCIS/XML/Query/Queries/",
            "openepcis-test-resources/2.0/EPCIS/XML/Query/Invalid/",
            "openepcis-testdata-generator/",
            "opentraceability-gdst/bad_data_",
            "opentraceability-gdst/gdst_json_schema.json",
            "opentraceability-gdst/gs1-vocab-");

    private static Map<String, String> table(String rows) {
        Map<String, String> table = new TreeMap<>();
        rows.lines().map(row -> row.split(" \\| ")).forEach(cells -> table.put(cells[0], cells[1]));
        return table;
    }

    private static Stream<Path> documents(Path folder) {
        return SharedData.files(folder).stream().filter(file -> file.toString().matches(".*\\.(json|jsonld|xml|log)"));
    }

    private static String expected(String path) {
        boolean generated = path.startsWith("openepcis-testdata-generator/") && path.endsWith("Generated_Events.json");
        if (!generated && NO_EPCIS.stream().anyMatch(path::startsWith)) {
            return "not-epcis";
        }
        return FAULTS.getOrDefault(path, "valid");
    }

    private static String found(Found found) {
        return switch (found.outcome) {
            case DocumentOutcome.NotEpcis not -> "not-epcis";
            case DocumentOutcome.Malformed malformed -> "malformed";
            case DocumentOutcome.InvalidDocument document -> "document " + rules(document.errors());
            case DocumentOutcome.Complete complete
            when complete.invalid() > 0 -> {
                List<Finding> errors = new ArrayList<>();
                for (int i = 0; i < found.events.size(); i++) {
                    errors.addAll(found.errors(i));
                }
                yield complete.invalid() + " of " + complete.events() + " " + rules(errors);
            }
            case DocumentOutcome.Complete complete -> complete.events() == 0 ? "empty" : "valid";
            case null, default -> String.valueOf(found.outcome);
        };
    }

    private static String rules(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.rule().code())
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    @TestFactory
    Stream<DynamicTest> takesSoundDocumentsAndRefusesOthersWithTheReason() {
        Path folder = SharedData.folder("epcis");
        return documents(folder).map(file -> {
            String path = folder.relativize(file).toString();
            return DynamicTest.dynamicTest(path, () -> {
                byte[] bytes = SharedData.bytes(file);
                Found found = Documents.read(bytes, Documents.READER);
                assertThat(found(found)).as(found.outcome + " " + found.events).isEqualTo(expected(path));
                String text = new String(bytes, StandardCharsets.UTF_8);
                assertThat(found.events)
                        .allSatisfy(
                                event -> assertThat(text).contains(event.raw().text()));
            });
        });
    }

    @Test
    void readsTheMasterDataOfTheSeafoodChains() {
        Path folder = SharedData.folder("epcis/opentraceability-gdst");
        Found found = Documents.read(SharedData.bytes(folder.resolve("querydoc_example01.xml")), Documents.READER);
        assertThat(found.masterData).hasSize(20);
        assertThat(found.masterData)
                .anySatisfy(element ->
                        assertThat(element.attribute("descriptionShort")).isPresent());
    }

    /** Documents that the XML schema accepts are sound for us too, but for rules that the schema cannot express. */
    @TestFactory
    Stream<DynamicTest> acceptsWhatTheXmlSchemaAccepts() throws SAXException {
        Path folder = SharedData.folder("epcis");
        SchemaFactory factory = SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema");
        File schemas = folder.resolve("gs1-EPCIS/XSD").toFile();
        Schema capture = factory.newSchema(new File(schemas, "EPCglobal-epcis-2_0.xsd"));
        Schema query = factory.newSchema(new File(schemas, "EPCglobal-epcis-query-2_0.xsd"));
        return documents(folder)
                .filter(file -> file.toString().endsWith(".xml"))
                .map(file -> {
                    String path = folder.relativize(file).toString();
                    return DynamicTest.dynamicTest(path, () -> {
                        String text = new String(SharedData.bytes(file), StandardCharsets.UTF_8).replace("\ufeff", "");
                        boolean accepted = accepts(text.contains("QueryDocument") ? query : capture, text);
                        String ours = found(Documents.read(text));
                        if (accepted && !"not-epcis".equals(ours)) {
                            assertThat(ours).isIn("valid", "empty");
                        }
                    });
                });
    }

    private static boolean accepts(Schema schema, String text) {
        try {
            Validator validator = schema.newValidator();
            validator.validate(new StreamSource(new StringReader(text)));
            return true;
        } catch (SAXException | java.io.IOException e) {
            return false;
        }
    }
}
