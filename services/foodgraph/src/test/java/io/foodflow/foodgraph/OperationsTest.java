package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is common to all operations of the service: who may call them, and what the interface document says of them. */
class OperationsTest {

    private static final String NODE = "{\"kind\": \"supplier\"}";
    private static final String EVENT_TYPE = "application/ld+json";
    private static TestPlatform platform;
    private static Tenant tenant;
    private static Api ours;
    private static Api theirs;
    private static String first;
    private static String second;
    private static String relationship;
    private static String capture;
    private static String event;

    /** An operation: with {@code {..}} where ids of things stand that another tenant made. */
    record Operation(String method, String path, String body, String permission) {

        Api.Answer call(Api api) {
            var filled = fill(path);
            return body.isEmpty()
                    ? api.send(method, filled, new byte[0], "application/json")
                    : api.with("If-Match", "*")
                            .send(method, filled, fill(body).getBytes(StandardCharsets.UTF_8), type());
        }

        private String type() {
            return path.equals("/capture") || path.equals("/events") ? EVENT_TYPE : "application/json";
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Operation[] operations() {
        var relation = "{\"kind\": \"SUPPLIES\", \"from_id\": \"{node}\", \"to_id\": \"{other}\","
                + " \"event_time\": \"2026-01-01T00:00:00Z\"}";
        return new Operation[] {
            new Operation("GET", "/graph/nodes", "", "node:read"),
            new Operation("GET", "/graph/nodes/counts", "", "node:read"),
            new Operation("GET", "/graph/nodes/{node}", "", "node:read"),
            new Operation("POST", "/graph/nodes", NODE, "node:write"),
            new Operation("PUT", "/graph/nodes/{node}", NODE, "node:write"),
            new Operation("DELETE", "/graph/nodes/{node}", " ", "node:write"),
            new Operation("GET", "/graph/relationships", "", "relationship:read"),
            new Operation("GET", "/graph/relationships/{relationship}", "", "relationship:read"),
            new Operation("POST", "/graph/relationships", relation, "relationship:write"),
            new Operation("PUT", "/graph/relationships/{relationship}", relation, "relationship:write"),
            new Operation("DELETE", "/graph/relationships/{relationship}", " ", "relationship:write"),
            new Operation("GET", "/graph/traceability/forward?node_id={node}", "", "trace:read"),
            new Operation("GET", "/graph/traceability/backward?node_id={node}", "", "trace:read"),
            new Operation("GET", "/graph/records/node?id={node}", "", "node:read"),
            new Operation("GET", "/graph/records/trace?id=both:{node}", "", "trace:read"),
            new Operation("POST", "/capture", Documents.milkToShop(), "event:capture"),
            new Operation("GET", "/capture", "", "event:read"),
            new Operation("GET", "/capture/{capture}", "", "event:read"),
            new Operation("GET", "/capture/{capture}/events", "", "event:read"),
            new Operation("POST", "/events", Documents.of(Documents.receivedMilk()), "event:capture"),
            new Operation("GET", "/events/{event}", "", "event:read"),
            new Operation(
                    "POST",
                    "/graph/import/foodchain-lab",
                    "{\"stations\": [{\"id\": \"1\"}], \"deliveries\": []}",
                    "graph:import"),
        };
    }

    static Operation[] operationsOnOneThing() {
        return Arrays.stream(operations()).filter(o -> o.path().contains("{")).toArray(Operation[]::new);
    }

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        tenant = platform.newTenant();
        ours = platform.as(tenant, EVERYTHING);
        theirs = platform.as(platform.newTenant(), EVERYTHING);
        first = ours.post("/graph/nodes", NODE).json().path("id").asString();
        second = ours.post("/graph/nodes", NODE).json().path("id").asString();
        relationship = ours.post(
                        "/graph/relationships",
                        "{\"kind\": \"SUPPLIES\", \"from_id\": \"%s\", \"to_id\": \"%s\", \"event_time\": \"2026-01-01T00:00:00Z\"}"
                                .formatted(first, second))
                .json()
                .path("id")
                .asString();
        capture = Waiting.captured(ours, Documents.milkToShop())
                .path("capture_id")
                .asString();
        event = ours.get("/capture/" + capture + "/events")
                .json()
                .path("items")
                .get(0)
                .path("event_id")
                .asString();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static String fill(String text) {
        return text.replace("{node}", first)
                .replace("{other}", second)
                .replace("{relationship}", relationship)
                .replace("{capture}", capture)
                .replace("{event}", event);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForAToken(Operation operation) {
        var answer = operation.call(platform.anonymous());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.json().path("type").asString()).endsWith("/unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForItsPermission(Operation operation) {
        var others = Arrays.stream(EVERYTHING)
                .filter(permission -> !permission.equals(operation.permission()))
                .toArray(String[]::new);
        var answer = operation.call(platform.as(tenant, others));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.json().path("permission").asString()).isEqualTo(operation.permission());
    }

    @ParameterizedTest
    @MethodSource("operationsOnOneThing")
    void knowsNothingOfAnotherTenantsThings(Operation operation) {
        var answer = operation.call(theirs);
        boolean refersInBody = operation.method().equals("POST");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(refersInBody ? 400 : 404);
        assertThat(ours.get("/graph/nodes/" + first).status()).isEqualTo(200);
        assertThat(ours.get("/graph/relationships/" + relationship).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void standsInTheInterfaceDocumentWithItsPermission(Operation operation) {
        var path = operation.path().replaceFirst("\\?.*", "").replaceAll("\\{[a-z]+}", "{id}");
        var described = platform.anonymous()
                .get("/openapi.json")
                .json()
                .path("paths")
                .path(path)
                .path(operation.method().toLowerCase(Locale.ROOT));
        assertThat(described.path("x-permission").asString()).as(path).isEqualTo(operation.permission());
        assertThat(described.path("summary").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "/graph/nodes/, id",
        "/graph/relationships/, id",
        "/capture/, id",
        "/events/, id",
        "/graph/traceability/forward?node_id=, node_id"
    })
    void refusesWhatIsNoIdAndKnowsNoRandomOne(String path, String field) {
        var bad = ours.get(path + "seven");
        assertThat(bad.status()).isEqualTo(400);
        JsonNode error = bad.json().path("errors").get(0);
        assertThat(error.path("field").asString().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .isEqualTo(field);
        assertThat(ours.get(path + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void declaresEveryOperationItHasAndNoMore() {
        var paths = platform.anonymous().get("/openapi.json").json().path("paths");
        long described = 0;
        for (var entry : paths.properties()) {
            if (entry.getKey().matches("/(graph|capture|events).*")) {
                described += entry.getValue().size();
            }
        }
        assertThat(described).isEqualTo(operations().length);
    }
}
