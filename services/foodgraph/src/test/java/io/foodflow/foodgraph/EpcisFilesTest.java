package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static io.foodflow.foodgraph.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.DocumentOutcome.Complete;
import io.foodflow.engine.epcis.DocumentOutcome.InvalidDocument;
import io.foodflow.engine.epcis.DocumentOutcome.Malformed;
import io.foodflow.engine.epcis.DocumentOutcome.NotEpcis;
import io.foodflow.engine.epcis.DocumentOutcome.Refused;
import io.foodflow.engine.epcis.DocumentOutcome.Stopped;
import io.foodflow.engine.epcis.EpcisLimits;
import io.foodflow.engine.epcis.EpcisReader;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Sends every file of the shared EPCIS material to the capture interface. What each file is worth is the reader's to say,
 * and pinned file by file in its own test; here every sound event must arrive and every fault be answered with its reason.
 */
class EpcisFilesTest {

    private static final EpcisReader READER = new EpcisReader(EpcisLimits.DEFAULT, Clock.systemUTC());
    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        api = platform.as(platform.newTenant(), EVERYTHING);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private record Sent(EpcisReader.Collected expected, Api.Answer answer) {}

    @TestFactory
    Stream<DynamicTest> capturesSoundFilesAndRefusesOthersWithTheReason() {
        var folder = SharedData.traceability("epcis");
        var sent = new LinkedHashMap<Path, Sent>();
        for (var file : SharedData.files(folder)) {
            if (file.toString().matches(".*\\.(json|jsonld|xml|log)")) {
                var bytes = SharedData.bytes(file);
                var type = file.toString().endsWith(".xml") ? "application/xml" : "application/ld+json";
                sent.put(file, new Sent(READER.readAll(bytes), api.send("POST", "/capture", bytes, type)));
            }
        }
        return sent.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        folder.relativize(entry.getKey()).toString(),
                        () -> check(
                                entry.getValue().expected(), entry.getValue().answer())));
    }

    private static void check(EpcisReader.Collected expected, Api.Answer answer) {
        if (expected.outcome() instanceof Complete complete) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            captured(complete, answer.header("Location"));
        } else if (answer.status() == 202) {
            var capture = until(
                    api, answer.header("Location"), c -> !c.path("running").asBoolean());
            assertThat(capture.path("success").asBoolean()).isFalse();
            assertThat(capture.path("errors").get(0).path("type").asString()).endsWith(slug(expected.outcome()));
            assertThat(capture.path("counts").path("accepted").asInt()).isZero();
        } else {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.json().path("type").asString()).endsWith(slug(expected.outcome()));
            assertThat(answer.json().path("detail").asString()).isNotBlank();
        }
    }

    private static void captured(Complete expected, String location) {
        var capture = until(api, location, c -> !c.path("running").asBoolean());
        var counts = capture.path("counts");
        assertThat(counts.path("total").asInt()).isEqualTo(expected.events());
        assertThat(counts.path("rejected").asInt()).isEqualTo(expected.invalid());
        assertThat(capture.path("success").asBoolean()).as(capture.toString()).isEqualTo(expected.invalid() == 0);
        int kept = counts.path("accepted").asInt() + counts.path("duplicate").asInt();
        assertThat(kept).isEqualTo(expected.invalid() == 0 ? expected.events() : 0);
        if (expected.invalid() > 0) {
            var refused = api.get(location + "/events?outcome=rejected").json().path("items");
            assertThat(refused.size()).isEqualTo(expected.invalid());
            refused.forEach(event -> assertThat(
                            event.path("errors").get(0).path("message").asString())
                    .isNotBlank());
        }
    }

    private static String slug(DocumentOutcome outcome) {
        return switch (outcome) {
            case NotEpcis other -> "/not-epcis";
            case Malformed malformed -> "/malformed-document";
            case InvalidDocument invalid -> "/invalid-document";
            case Refused refused -> "/document-refused";
            case Stopped stopped -> "/capture-cancelled";
            case Complete complete -> "";
        };
    }

    @Test
    void tracesTunaFromTheFirstProcessorToTheImporterAndBack() {
        var tuna = platform.as(platform.newTenant(), EVERYTHING);
        for (var file : new String[] {"secondary-processor.xml", "importer.xml"}) {
            var path = SharedData.traceability("epcis/opentraceability-gdst/testserver/epcis-data/" + file);
            Waiting.captured(tuna, SharedData.bytes(path), "application/xml");
        }
        var fillets = "urn:gdst:example.org:product:lot:class:processor01.yellowfintunafillets.2025121114333454";
        var product = "urn:epc:class:lgtin:08600031303.00.abc12320250825";

        var forward = trace(tuna, "forward", fillets);
        assertThat(forward).containsKeys("https://id.gs1.org/01/00860003130308/10/abc12320250825");
        assertThat(forward).containsKeys("urn:gdst:example.org:location:loc:importer01.0");
        assertThat(trace(tuna, "backward", product)).containsKeys(fillets, "urn:gdst:example.org:party:processor02.0");
        assertThat(tuna.get("/graph/traceability/forward?lot=2025121114333454").status())
                .isEqualTo(200);
    }

    /** The file has comments, which JSON does not have, and wrong check digits, both answered above; mended it is sound. */
    @Test
    void tracesSteaksFromTheRanchToTheDistributionCentreAndBack() {
        var beef = platform.as(platform.newTenant(), EVERYTHING);
        var path = SharedData.traceability("epcis/opentraceability-gdst/testserver/beef-leather-example/events.jsonld");
        var mended = new String(SharedData.bytes(path), StandardCharsets.UTF_8)
                .replaceAll("(?m)^\\s*//.*$", "")
                .replace("1234567089451", "1234567089416")
                .replace("1234567089452", "1234567089423")
                .replace("1234567089453", "1234567089430");
        var capture = Waiting.captured(beef, mended);
        assertThat(capture.path("success").asBoolean()).as(capture.toString()).isTrue();

        assertThat(trace(beef, "forward", "https://id.gs1.org/01/10000082345676/10/CATTLE20230101"))
                .containsKeys(
                        "https://id.gs1.org/01/10000082345676/10/STEAKS20251107",
                        "https://id.gs1.org/00/106141412345678908",
                        "https://id.gs1.org/414/1234567089430");
        assertThat(trace(beef, "backward", "https://id.gs1.org/00/106141412345678908"))
                .containsKeys(
                        "https://id.gs1.org/01/10000082345676/10/STEAKS20251107",
                        "https://id.gs1.org/01/10000082345676/10/CATTLE20230101");
    }

    /** Kind by key of all that is reached. */
    private static Map<String, String> trace(Api api, String way, String epc) {
        var trace =
                api.get("/graph/traceability/%s?epc=%s".formatted(way, URLEncoder.encode(epc, StandardCharsets.UTF_8)));
        assertThat(trace.status()).as(trace.toString()).isEqualTo(200);
        var kinds = new LinkedHashMap<String, String>();
        trace.json()
                .path("nodes")
                .forEach(node ->
                        kinds.put(node.path("key").asString(), node.path("kind").asString()));
        return kinds;
    }
}
