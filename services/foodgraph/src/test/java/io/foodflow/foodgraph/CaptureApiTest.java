package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static io.foodflow.foodgraph.Waiting.captured;
import static io.foodflow.foodgraph.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of documents and events, sound and unsound. */
class CaptureApiTest {

    private static TestPlatform platform;
    private Tenant tenant;
    private Api api;
    private Ledger ledger;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void tenant() {
        tenant = platform.newTenant();
        api = platform.as(tenant, EVERYTHING);
        ledger = new Ledger(platform, tenant);
    }

    @Test
    void takesNoMoreWhenThePlansEventsOrBytesAreUsedUp() {
        limit("events", 0);
        for (var path : new String[] {"/capture", "/events"}) {
            var refused = api.post(path, Documents.of(SOUND));
            assertThat(refused.status()).as(refused.body()).isEqualTo(402);
            assertThat(refused.json().path("metric").asString()).isEqualTo("events");
            assertThat(refused.json().path("resets_at").asString()).endsWith("-01T00:00:00Z");
        }
        limit("events", 1);
        limit("storage_bytes", 0);
        var refused = api.post("/capture", Documents.of(SOUND));
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.json().path("metric").asString()).isEqualTo("storage_bytes");
        assertThat(api.post("/events", Documents.of(SOUND)).status()).isEqualTo(201);
    }

    private void limit(String metric, long most) {
        platform.bean(PlatformWork.class).write(change -> {
            change.nothing();
            return platform.bean(JdbcClient.class)
                    .sql("""
                            insert into limit_overrides values (?, ?, ?, 'test', 'test', now())
                            on conflict (tenant_id, metric) do update set most = excluded.most
                            """)
                    .params(tenant.id().value(), metric, most)
                    .update();
        });
        platform.bean(Entitlements.class).forget();
    }

    private static final String SOUND = Documents.batch(1, "A", "B");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "urn:epc:class:lgtin:4012345.022222.A | https://id.gs1.org/01/04012345222223/10/A | check-digit",
                "\"KGM\"             | \"STONE\"                                   | unit",
                "2026-01-01T10       | 2026-02-30T10                               | time",
                "2026-01-01T10       | 9999-02-20T10                               | time",
                "\"bizStep\"         | \"action\": \"ADD\", \"bizStep\"              | unknown-field",
                "commissioning       | eating                                      | vocabulary",
                "\"quantity\": 7     | \"quantity\": 7e99                          | number",
                "4012345.022222.A    | 4012345.022222.A%00                         | identifier",
                "\"bizStep\"         | \"eventID\": \"urn:x:\\u0000\", \"bizStep\"   | uri",
                "\"bizStep\"         | \"ilmd\": {\"cbvmda:lotNumber\": \"\\u0000\"}, \"bizStep\" | type",
                "\"bizStep\"         | \"eventID\": \"urn:x:{long}\", \"bizStep\"    | limit",
                "urn:epc:class:lgtin:4012345.022222.A | urn:x:{long}               | limit",
                "TransformationEvent | EatingEvent                                 | event-type",
            })
    void keepsSoundEventsAndNamesTheRefusedWhereAskedToProceed(String part, String wrong, String rule) {
        var unsound = SOUND.replace(part, wrong.replace("{long}", "x".repeat(600)));
        assertThat(unsound).isNotEqualTo(SOUND);
        var document = Documents.of(unsound, Documents.batch(2, "B", "C"), Documents.batch(3, "C", "D"));

        var proceeded = captured(api.with("GS1-Capture-Error-Behaviour", "proceed"), document);
        assertThat(proceeded.path("success").asBoolean()).isFalse();
        assertThat(proceeded.path("progress").asDouble()).isEqualTo(1);
        assertThat(proceeded.path("counts").path("accepted").asInt())
                .as(proceeded.toString())
                .isEqualTo(2);
        assertThat(proceeded.path("counts").path("rejected").asInt()).isEqualTo(1);
        var refused = api.get("/capture/%s/events?outcome=rejected"
                        .formatted(proceeded.path("capture_id").asString()))
                .json()
                .path("items");
        assertThat(refused.get(0).path("index").asInt()).isZero();
        assertThat(refused.get(0).path("errors").findValuesAsString("rule")).contains(rule);
        assertThat(api.get("/graph/traceability/forward?lot=B").status()).isEqualTo(200);
    }

    @Test
    void keepsNothingOfADocumentWithAFaultUnlessAskedToProceed() {
        var document = Documents.of(SOUND, SOUND.replace("KGM", "STONE"), Documents.batch(2, "B", "C"));
        var capture = captured(api, document);
        assertThat(capture.path("success").asBoolean()).isFalse();
        assertThat(capture.path("counts").path("accepted").asInt()).isZero();
        assertThat(capture.path("counts").path("total").asInt()).isEqualTo(3);
        assertThat(api.get("/graph/nodes").json().path("items").size()).isZero();
        assertThat(ledger.count("select count(*) from events")).isZero();
        assertThat(ledger.count("select count(*) from relationships")).isZero();
        var id = capture.path("capture_id").asString();
        assertThat(ledger.audited(id)).containsExactly("DocumentReceived", "CaptureFinished");
        assertThat(ledger.published(id)).isEqualTo(ledger.audited(id));
    }

    @Test
    void recordsEachPartOfACaptureInTheAudit() {
        var id = captured(api, Documents.of(SOUND)).path("capture_id").asString();
        assertThat(ledger.audited(id)).containsExactly("DocumentReceived", "EventsCaptured", "CaptureFinished");
        assertThat(ledger.published(id)).isEqualTo(ledger.audited(id));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | {\"type\": \"EPCISDocument\",                | malformed-document | line 1",
                "application/json | {\"hello\": \"world\"}                       | not-epcis          | ",
                "application/xml  | <a><b></a>                                   | malformed-document | line 1",
                "application/xml  | <html/>                                      | not-epcis          | ",
                "text/xml         | <!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a> | document-refused | document type",
                "application/json | ``                                           | invalid-request    | empty",
            })
    void refusesWhatIsNoDocumentAtOnce(String type, String body, String problem, String detail) {
        var answer = api.send("POST", "/capture", body.getBytes(StandardCharsets.UTF_8), type);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).endsWith("/" + problem);
        assertThat(answer.json().path("detail").asString()).contains(detail == null ? "" : detail);
        assertThat(answer.body()).doesNotContain("root:");
        assertThat(api.get("/capture").json().path("items").size()).isZero();
    }

    @Test
    void keepsTheEventsBeforeABreakWhereAskedToProceed() {
        var whole = Documents.of(SOUND, Documents.batch(2, "B", "C"));
        var broken = whole.substring(0, whole.length() - 3);
        var capture = captured(api.with("GS1-Capture-Error-Behaviour", "proceed"), broken);
        assertThat(capture.path("success").asBoolean()).isFalse();
        assertThat(capture.path("counts").path("accepted").asInt()).isEqualTo(2);
        assertThat(capture.path("errors").get(0).path("type").asString()).endsWith("/malformed-document");
    }

    @ParameterizedTest
    @CsvSource({
        "/capture/{id}/events?outcome=eaten, outcome",
        "/capture/{id}/events?limit=0, limit",
        "/capture/{id}/events?cursor=AAAA, cursor",
        "/capture?limit=0, limit",
        "/capture?cursor=AAAA, cursor"
    })
    void refusesAListThatBreaksARule(String path, String field) {
        var id = captured(api, Documents.of(SOUND)).path("capture_id").asString();
        var answer = api.get(path.replace("{id}", id));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void refusesAnUnknownErrorBehaviourAndAnUnknownType() {
        var behaviour = api.with("GS1-Capture-Error-Behaviour", "perhaps").post("/capture", Documents.of(SOUND));
        assertThat(behaviour.status()).isEqualTo(400);
        assertThat(behaviour.json().path("detail").asString()).contains("rollback or proceed");
        assertThat(api.send("POST", "/capture", new byte[] {1}, "text/csv").status())
                .isEqualTo(415);
    }

    @Test
    void listsCapturesAndOutcomesPageByPage() {
        var events = IntStream.range(0, 7)
                .mapToObj(i -> Documents.batch(1 + i, "L" + i, "L" + (i + 1)))
                .toArray(String[]::new);
        var id = captured(api, Documents.of(events)).path("capture_id").asString();
        var page = api.get("/capture/" + id + "/events?limit=4").json();
        assertThat(page.path("items").size()).isEqualTo(4);
        var rest = api.get("/capture/" + id + "/events?limit=4&cursor="
                        + page.path("next_cursor").asString())
                .json();
        assertThat(rest.path("items").get(0).path("index").asInt()).isEqualTo(4);
        assertThat(rest.path("items").size()).isEqualTo(3);
        assertThat(rest.path("next_cursor").isNull()).isTrue();

        var second = captured(api, Documents.of(SOUND)).path("capture_id").asString();
        var captures = api.get("/capture?limit=1").json();
        assertThat(captures.path("items").get(0).path("capture_id").asString()).isEqualTo(second);
        var older = api.get("/capture?limit=1&cursor="
                        + captures.path("next_cursor").asString())
                .json();
        assertThat(older.path("items").get(0).path("capture_id").asString()).isEqualTo(id);
    }

    @Test
    void givesAnEventBackExactlyAsItWasReceived() {
        var event = SOUND.replace("\"quantity\": 7", "\"quantity\"  :  7.00");
        var id = captured(api, Documents.of(event)).path("capture_id").asString();
        var recorded =
                api.get("/capture/" + id + "/events").json().path("items").get(0);
        assertThat(api.get("/events/" + recorded.path("event_id").asString()).body())
                .isEqualTo(event);
        assertThat(recorded.path("type").asString()).isEqualTo("TransformationEvent");
        assertThat(recorded.path("event_time").asString()).startsWith("20");
    }

    @Test
    void recordsASingleEventAtOnceAndOnce() {
        var fresh = api.send(
                "POST", "/events", Documents.of(SOUND).getBytes(StandardCharsets.UTF_8), "application/ld+json");
        assertThat(fresh.status()).as(fresh.toString()).isEqualTo(201);
        assertThat(api.get("/graph/traceability/forward?lot=A")
                        .json()
                        .path("summary")
                        .path("nodes")
                        .asInt())
                .isEqualTo(3);
        var again = api.post("/events", Documents.of(SOUND));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Location")).isEqualTo(fresh.header("Location"));
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        var id = fresh.json().path("id").asString();
        assertThat(ledger.audited(id)).containsExactly("EventRecorded");
        assertThat(ledger.published(id)).containsExactly("EventRecorded");
    }

    /** The document of {@code Documents.of} with extensions, of which the event hash is to pass over one. */
    private static String ignoringTrace(String... events) {
        return Documents.of(events)
                .replace("\"@context\": \"", "\"@context\": [{\"ext\": \"https://ns.example.com/ext/\"}, \"")
                .replace(
                        "\"type\": \"EPCISDocument\"",
                        "\"ext:ignoreFields\": [\"ext:trace\"], \"type\": \"EPCISDocument\"")
                .replace("context.jsonld\",", "context.jsonld\"],");
    }

    private static String traced(String event, String trace) {
        return event.replace("\"bizStep\"", "\"ext:trace\": \"%s\", \"bizStep\"".formatted(trace));
    }

    @ParameterizedTest
    @CsvSource({"proceed, 2", "rollback, 2", "proceed, 5700", "rollback, 5700"})
    void knowsEventsThatDifferInNothingButWhatTheHashIsToPassOver(String behaviour, int times) {
        var events =
                IntStream.range(0, times).mapToObj(i -> traced(SOUND, "T-" + i)).toArray(String[]::new);
        var sender = api.with("GS1-Capture-Error-Behaviour", behaviour);
        var capture = captured(sender, ignoringTrace(events));
        assertThat(capture.path("counts").path("accepted").asInt())
                .as(capture.toString())
                .isEqualTo(1);
        assertThat(capture.path("counts").path("duplicate").asInt()).isEqualTo(times - 1);
        assertThat(captured(sender, Documents.of(SOUND))
                        .path("counts")
                        .path("duplicate")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void knowsASingleEventThatDiffersInNothingButWhatTheHashIsToPassOver() {
        var first = api.post("/events", ignoringTrace(traced(SOUND, "7")));
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        var again = api.post("/events", ignoringTrace(traced(SOUND, "8")));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    @ParameterizedTest
    @CsvSource({"two, single", "unit, unit", "time, time"})
    void refusesWhatIsNoSingleSoundEvent(String what, String rule) {
        var body = switch (what) {
            case "two" -> Documents.of(SOUND, Documents.batch(2, "B", "C"));
            case "unit" -> Documents.of(SOUND.replace("KGM", "STONE"));
            default -> Documents.of(SOUND.replace("2026-", "1026-"));
        };
        var answer = api.post("/events", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("rule")).contains(rule);
        assertThat(api.get("/graph/nodes").json().path("items").size()).isZero();
    }

    @Test
    void refusesMeasurementsThatEndBeforeTheyStart() {
        var measured = """
                {"type": "ObjectEvent", "eventTime": "2026-01-01T06:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "OBSERVE", "bizStep": "sensor_reporting", "epcList": ["urn:epc:id:sscc:4012345.0000000111"],
                 "sensorElementList": [{"sensorMetadata": {"startTime": "2026-01-01T05:00:00Z", "endTime": "2026-01-01T04:00:00Z"},
                   "sensorReport": [{"type": "Temperature", "value": 4, "uom": "CEL"}]}]}""";
        var answer = api.post("/events", Documents.of(measured));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("rule")).contains("time-order");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 5_700})
    void takesALargeDocumentInOnePieceOrInParts(int events) {
        var document = Documents.of(IntStream.range(0, events)
                .mapToObj(i -> Documents.batch(1 + i % 28, "IN-" + i, "OUT-" + i))
                .toArray(String[]::new));
        var capture = captured(api, document);
        assertThat(capture.path("counts").path("accepted").asInt())
                .as(capture.toString())
                .isEqualTo(events);
        assertThat(ledger.count("select count(*) from events")).isEqualTo(events);
        assertThat(captured(api, document).path("counts").path("duplicate").asInt())
                .isEqualTo(events);
        assertThat(ledger.count("select count(*) from relationships where kind = 0"))
                .isEqualTo(events);
    }

    @Test
    void keepsNothingOfALargeDocumentWithAFaultAtItsEnd() {
        var events = IntStream.range(0, 5_700)
                .mapToObj(i -> Documents.batch(1 + i % 28, "IN-" + i, "OUT-" + i))
                .collect(Collectors.toCollection(ArrayList::new));
        events.add(SOUND.replace("KGM", "STONE"));
        var capture = captured(api, Documents.of(events.toArray(String[]::new)));
        assertThat(capture.path("success").asBoolean()).isFalse();
        assertThat(capture.path("counts").path("rejected").asInt()).isEqualTo(1);
        assertThat(ledger.count("select count(*) from events")).isZero();
        assertThat(ledger.count("select count(*) from nodes")).isZero();
    }

    @Test
    void closesACaptureWhoseJobIsCancelled() {
        ledger.execute("insert into jobs (id, kind, key, state, input, requested_by, actor, started_at)"
                + " values (gen_random_uuid(), 'capture', 'capture', 'running', '{}', 'test', '{}', now())");
        var accepted = api.post("/capture", Documents.of(SOUND)).json();
        var job = accepted.path("job_id").asString();
        assertThat(api.post("/jobs/" + job + "/cancel", "").status()).isBetween(200, 299);
        platform.deliverEvents(tenant);
        var capture = until(
                api,
                "/capture/" + accepted.path("capture_id").asString(),
                c -> !c.path("running").asBoolean());
        assertThat(capture.path("success").asBoolean()).isFalse();
        assertThat(capture.path("errors").get(0).path("type").asString()).endsWith("/capture-cancelled");
        assertThat(ledger.count("select count(*) from events")).isZero();
    }

    @Test
    void describesProductsAndPlacesFromTheHeadersMasterData() {
        var document = Documents.of(SOUND).replace("\"epcisBody\"", """
                        "epcisHeader": {"epcisMasterData": {"vocabularyList": [
                          {"type": "urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [
                            {"id": "https://id.gs1.org/01/04012345222227", "attributes": [
                              {"id": "urn:epcglobal:cbv:mda#descriptionShort", "attribute": "Raw milk"}]}]}]}},
                        "epcisBody\"""");
        var capture = captured(api, document);
        assertThat(capture.path("success").asBoolean()).as(capture.toString()).isTrue();
        var lot =
                api.get("/graph/nodes?q=A&kind=ingredient").json().path("items").get(0);
        assertThat(lot.path("product_name").asString()).isEqualTo("Raw milk");
    }
}
