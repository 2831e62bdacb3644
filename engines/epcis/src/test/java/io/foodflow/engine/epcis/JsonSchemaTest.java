package io.foodflow.engine.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.foodflow.engine.epcis.Documents.Found;
import io.foodflow.engine.epcis.Mutations.Mutant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reader beside GS1's JSON Schema of EPCIS 2.0: both take a document or both refuse it, but for the differences that
 * are listed here with their reasons. What the schema refuses and the reader takes must either be listed or be warned of at
 * that place.
 */
class JsonSchemaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MUTANTS = 3_000;
    private static final String EVENT = "^(/epcisBody(/queryResults/resultsBody)?/eventList/\\d+)?";
    private static final Pattern EVENT_PREFIX = Pattern.compile(EVENT + "/?");

    /** What the schema says, as location and message, that does not keep the reader from taking the document. */
    private static final Map<Pattern, String> TAKEN_ALL_THE_SAME = patterns(Map.of(
            "^/id: ",
            "the document's name in JSON-LD may be a blank node, as in GS1's own examples; nothing hangs on it",
            "^/epcisHeader/",
            "identifiers of master data attributes are kept as text",
            "^(/epcisBody(/queryResults(/resultsBody)?)?)?: ",
            "fields beside the events say nothing of them",
            "^/epcisBody/queryResults/(queryName|subscriptionID): ",
            "what was asked is no business of who reads the answer",
            "^/schemaVersion: (number|integer) found",
            "a number says the same; GS1's own example has one",
            "^/creationDate: ",
            "a date without zone is passed over; no event hangs on it",
            EVENT + "/sensorElementList/\\d+/sensorReport/\\d+: required property 'type'",
            "an alert may stand alone: in XML the type is optional",
            EVENT + "(/sensorElementList/\\d+)?: property '(id|type)' name",
            "names and types of JSON-LD nodes",
            EVENT + ": property 'persistentDisposition' name",
            "the standard gives it to every event; the schema lacks it for aggregations and associations"));

    /** Rules of the reader that the schema does not know. */
    private static final Map<Rule, String> STRICTER = new EnumMap<>(Map.of(
            Rule.NUMBER, "amounts are not negative",
            Rule.UNIT, "units are codes of UN/CEFACT Recommendation 20, in sensor reports too",
            Rule.TIME, "T stands between date and time; the schema's format lets a blank pass",
            Rule.EVENT_TYPE, "the schema takes any URI as an event type of somebody's own, of which we know no fields",
            Rule.CHECK_DIGIT, "a wrong check digit names another product or place",
            Rule.IDENTIFIER, "a GS1 key has the length and structure of its kind",
            Rule.TIME_ORDER, "a span ends after it starts",
            Rule.PARENT, "the standard wants a parent by action"));

    private static Map<Pattern, String> patterns(Map<String, String> texts) {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        texts.forEach((text, reason) -> patterns.put(Pattern.compile(text), reason));
        return patterns;
    }

    private static Schema schema(Path folder) {
        byte[] text = SharedData.bytes(folder.resolve("gs1-EPCIS/EPCIS-JSON-Schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(new String(text, StandardCharsets.UTF_8));
    }

    private static List<Error> violations(Schema schema, JsonNode document) {
        return schema.validate(
                document, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    /** The documents of the shared material that are EPCIS and JSON. */
    private static Stream<Path> documents(Path folder) {
        return SharedData.files(folder).stream()
                .filter(file -> file.toString().matches(".*\\.(json|jsonld)"))
                .filter(file -> !(read(file).outcome instanceof DocumentOutcome.NotEpcis))
                .filter(file -> parsed(file).isPresent());
    }

    private static Found read(Path file) {
        return Documents.read(SharedData.bytes(file), Documents.READER);
    }

    private static Optional<JsonNode> parsed(Path file) {
        try {
            return Optional.of(JSON.readTree(SharedData.bytes(file)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    @TestFactory
    Stream<DynamicTest> agreesOnEveryDocument() {
        Path folder = SharedData.folder("epcis");
        Schema schema = schema(folder);
        return documents(folder)
                .map(file -> DynamicTest.dynamicTest(folder.relativize(file).toString(), () -> {
                    assertAgreement(violations(schema, parsed(file).orElseThrow()), read(file));
                }));
    }

    @Test
    void agreesOnDocumentsWithOneFault() {
        Path folder = SharedData.folder("epcis");
        Schema schema = schema(folder);
        List<JsonNode> sound = documents(folder)
                .filter(file -> faults(read(file)).isEmpty())
                .map(file -> parsed(file).orElseThrow())
                .filter(document -> violations(schema, document).isEmpty())
                .toList();
        Mutations mutations = new Mutations(7);
        List<String> differences = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Mutant mutant = mutations.next(sound.get(i % sound.size()));
            List<Error> violations = violations(schema, mutant.document());
            try {
                assertAgreement(violations, Documents.read(mutant.document().toString()));
            } catch (AssertionError e) {
                differences.add(mutant.what() + ": " + e.getMessage());
            }
            refused += violations.isEmpty() ? 0 : 1;
        }
        assertThat(differences).isEmpty();
        assertThat(refused).as("mutants that the schema refuses").isGreaterThan(MUTANTS / 2);
    }

    private static void assertAgreement(List<Error> violations, Found found) {
        List<Finding> faults = faults(found);
        if (violations.isEmpty()) {
            assertThat(faults)
                    .as("the schema takes it")
                    .allSatisfy(fault -> assertThat(STRICTER).containsKey(fault.rule()));
        } else if (faults.isEmpty()) {
            assertThat(violations)
                    .as("the reader takes it")
                    .allMatch(violation -> isTakenAllTheSame(violation)
                            || isWarnedOf(violation, found)
                            || isOtherBranch(violation) && violations.stream().anyMatch(v -> isWarnedOf(v, found)));
        }
    }

    /** What the reader refuses the document, or events of it, for. */
    private static List<Finding> faults(Found found) {
        return switch (found.outcome) {
            case DocumentOutcome.InvalidDocument document -> document.errors();
            case DocumentOutcome.Complete complete ->
                found.events.stream()
                        .flatMap(event -> found.errors(event.index()).stream())
                        .toList();
            case null, default -> List.of(new Finding("", Rule.TYPE, String.valueOf(found.outcome)));
        };
    }

    private static boolean isTakenAllTheSame(Error violation) {
        String text = violation.getInstanceLocation() + ": " + violation.getMessage();
        return TAKEN_ALL_THE_SAME.keySet().stream()
                .anyMatch(pattern -> pattern.matcher(text).find());
    }

    /** Whether the schema only says that another of several ways to write the event was not taken either. */
    private static boolean isOtherBranch(Error violation) {
        return place(violation).isEmpty()
                && violation.getEvaluationPath().toString().contains("/anyOf/");
    }

    private static String place(Error violation) {
        return EVENT_PREFIX
                .matcher(violation.getInstanceLocation().toString())
                .replaceFirst("")
                .replaceAll("/(\\d+)", "[$1]")
                .replace('/', '.');
    }

    /** Whether an event has a warning at the place, above it or below it. */
    private static boolean isWarnedOf(Error violation, Found found) {
        String place = place(violation);
        return found.events.stream()
                .flatMap(event -> found.warnings(event.index()).stream())
                .map(Finding::field)
                .anyMatch(field -> !place.isEmpty() && (field.startsWith(place) || place.startsWith(field)));
    }
}
