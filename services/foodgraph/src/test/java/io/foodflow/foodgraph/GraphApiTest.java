package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Nodes and relationships by hand. */
class GraphApiTest {

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Api api;
    private static Ledger ledger;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        tenant = platform.newTenant();
        api = platform.as(tenant, EVERYTHING);
        ledger = new Ledger(platform, tenant);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void createsChangesAndDeletesANodeWithItsRecord() {
        var created = api.post("/graph/nodes", """
                {"kind": "batch", "key": "urn:epc:class:lgtin:4012345.033333.B-1", "name": "Butter", "quantity": 12.5,
                 "unit": "KGM", "state": "in_progress", "properties": {"fat": 82, "note": null}}""");
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        var node = created.json();
        var id = node.path("id").asString();
        assertThat(created.header("Location")).isEqualTo("/graph/nodes/" + id);
        assertThat(node.path("key").asString()).isEqualTo("https://id.gs1.org/01/04012345333336/10/B-1");
        assertThat(node.path("lot_code").asString()).isEqualTo("B-1");
        assertThat(node.path("gtin").asString()).isEqualTo("04012345333336");
        assertThat(node.path("properties").path("fat").asInt()).isEqualTo(82);

        var changed = api.with("If-Match", created.header("ETag"))
                .put("/graph/nodes/" + id, "{\"kind\": \"batch\", \"name\": \"Sweet butter\"}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.json().path("key")).isEqualTo(node.path("key"));
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(api.get("/graph/nodes/" + id).header("ETag")).isEqualTo("\"2\"");

        assertThat(api.with("If-Match", "\"2\"").delete("/graph/nodes/" + id).status())
                .isEqualTo(204);
        assertThat(api.get("/graph/nodes/" + id).status()).isEqualTo(404);
        assertThat(ledger.audited(id)).containsExactly("NodeCreated", "NodeUpdated", "NodeDeleted");
        assertThat(ledger.published(id)).containsExactly("NodeCreated", "NodeUpdated", "NodeDeleted");
    }

    @Test
    void deletesNoNodeWithARelationshipThatIsUnderALegalHold() {
        var farm = node("supplier");
        var kept = api.post("/graph/relationships", relationship("SUPPLIES", farm, node("ingredient")))
                .json()
                .path("id")
                .asString();
        api.post("/graph/relationships", relationship("SUPPLIES", farm, node("ingredient")));
        platform.database().rows("""
                insert into %s.legal_holds (id, name, reason, everything, resource_type, resource_id, placed_by, placed_at)
                values (gen_random_uuid(), 'Recall 14', 'r', false, 'relationship', '%s', 'x', now())""".formatted(tenant.schema(), kept));

        var refused = api.with("If-Match", "*").delete("/graph/nodes/" + farm);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
        assertThat(refused.json().path("detail").asString()).contains("'Recall 14'");
        assertThat(api.get("/graph/relationships/" + kept).status()).isEqualTo(200);

        platform.database()
                .rows("update %s.legal_holds set released_by = 'x', released_at = now(), release_reason = 'x'"
                        .formatted(tenant.schema()));
        assertThat(api.with("If-Match", "*").delete("/graph/nodes/" + farm).status())
                .isEqualTo(204);
    }

    @Test
    void createsChangesAndDeletesARelationshipWithItsRecord() {
        var farm = node("supplier");
        var milk = node("ingredient");
        var created = api.post("/graph/relationships", relationship("SUPPLIES", farm, milk));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        var id = created.json().path("id").asString();
        assertThat(created.header("Location")).isEqualTo("/graph/relationships/" + id);
        assertThat(reachedFrom(farm)).contains(milk);

        var changed = api.with("If-Match", "\"1\"")
                .put("/graph/relationships/" + id, relationship("SOURCED_FROM", farm, milk));
        assertThat(changed.json().path("kind").asString())
                .as(changed.toString())
                .isEqualTo("SOURCED_FROM");
        assertThat(reachedFrom(farm)).doesNotContain(milk);

        assertThat(api.with("If-Match", "\"2\"")
                        .delete("/graph/relationships/" + id)
                        .status())
                .isEqualTo(204);
        assertThat(api.get("/graph/relationships/" + id).status()).isEqualTo(404);
        assertThat(ledger.audited(id))
                .containsExactly("RelationshipCreated", "RelationshipUpdated", "RelationshipDeleted");
        assertThat(ledger.published(id)).isEqualTo(ledger.audited(id));
    }

    @Test
    void takesANodesRelationshipsWithIt() {
        var farm = node("supplier");
        var milk = node("ingredient");
        var id = api.post("/graph/relationships", relationship("SUPPLIES", farm, milk))
                .json()
                .path("id")
                .asString();
        assertThat(reachedFrom(farm)).hasSize(2);
        api.with("If-Match", "*").delete("/graph/nodes/" + milk);
        assertThat(api.get("/graph/relationships/" + id).status()).isEqualTo(404);
        assertThat(reachedFrom(farm)).containsExactly(farm);
        assertThat(api.get("/graph/traceability/forward?node_id=" + milk).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                        | kind       | required",
                "{\"kind\": \"cow\"}                                       | kind       | value",
                "{\"kind\": \"batch\", \"colour\": \"red\"}                | colour     | unknown-field",
                "{\"kind\": \"batch\", \"quantity\": -1, \"unit\": \"KGM\"} | quantity  | range",
                "{\"kind\": \"batch\", \"quantity\": 1}                    | unit       | required",
                "{\"kind\": \"batch\", \"quantity\": 1, \"unit\": \"POUNDS\"} | unit    | unit",
                "{\"kind\": \"batch\", \"quantity\": \"much\"}             | quantity   | type",
                "{\"kind\": \"batch\", \"name\": \"a\\u0000b\"}            | name       | character",
                "{\"kind\": \"batch\", \"properties\": {\"a\": [\"\\u0000\"]}} | properties | character",
                "{\"kind\": \"product\", \"key\": \"https://id.gs1.org/01/04012345333335\"} | key | check-digit",
                "{\"kind\": \"product\", \"key\": \"urn:epc:id:sgtin:1.2\"} | key       | structure",
            })
    void refusesANodeThatBreaksARule(String body, String field, String rule) {
        refused(api.post("/graph/nodes", body), field, rule);
        var id = node("batch");
        refused(api.with("If-Match", "*").put("/graph/nodes/" + id, body), field, rule);
        assertThat(api.get("/graph/nodes/" + id).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void refusesTooLongAName() {
        var body = "{\"kind\": \"batch\", \"name\": \"%s\"}".formatted("x".repeat(501));
        refused(api.post("/graph/nodes", body), "name", "length");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind       | null                     | kind       | required",
                "kind       | \"EATEN_BY\"             | kind       | value",
                "from_id    | null                     | from_id    | required",
                "to_id      | null                     | to_id      | required",
                "to_id      | \"{random}\"             | to_id      | exists",
                "from_id    | \"{random}\"             | from_id    | exists",
                "to_id      | \"{from}\"               | to_id      | other-node",
                "event_time | null                     | event_time | required",
                "event_time | \"yesterday\"            | event_time | type",
                "event_time | \"9999-01-01T00:00:00Z\" | event_time | range",
                "quantity   | -1                       | quantity   | range",
                "unit       | \"POUNDS\"               | unit       | unit",
                "properties | {\"a\": \"\\u0000\"}     | properties | character",
            })
    void refusesARelationshipThatBreaksARule(String member, String value, String field, String rule) {
        var from = node("supplier");
        var sound = relationship("SUPPLIES", from, node("batch"));
        var filled = value.replace("{random}", UUID.randomUUID().toString()).replace("{from}", from);
        var body = sound.replaceFirst(
                "\"%s\": (\"[^\"]*\"|\\{}|[^,}]*)".formatted(member),
                "\"%s\": %s".formatted(member, Matcher.quoteReplacement(filled)));
        refused(api.post("/graph/relationships", body), field, rule);
    }

    @Test
    void writesNothingOfARefusedChange() {
        long before = ledger.count("select count(*) from audit_entries");
        long events = ledger.count("select count(*) from outbox");
        var taken = api.post("/graph/nodes", "{\"kind\": \"batch\", \"key\": \"urn:x:once\"}");
        var again = api.post("/graph/nodes", "{\"kind\": \"batch\", \"key\": \"urn:x:once\"}");
        assertThat(taken.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("type").asString()).endsWith("/key-taken");
        assertThat(ledger.count("select count(*) from audit_entries")).isEqualTo(before + 1);
        assertThat(ledger.count("select count(*) from outbox")).isEqualTo(events + 1);
    }

    @ParameterizedTest
    @CsvSource({"/graph/nodes", "/graph/relationships"})
    void changesOnlyTheVersionThatWasRead(String path) {
        var body = path.endsWith("nodes")
                ? "{\"kind\": \"batch\"}"
                : relationship("SUPPLIES", node("supplier"), node("batch"));
        var at = path + "/" + api.post(path, body).json().path("id").asString();
        assertThat(api.put(at, body).status()).isEqualTo(428);
        assertThat(api.delete(at).status()).isEqualTo(428);
        assertThat(api.with("If-Match", "\"7\"").put(at, body).status()).isEqualTo(412);
        assertThat(api.with("If-Match", "\"7\"").delete(at).status()).isEqualTo(412);
        assertThat(api.with("If-Match", "\"1\"").put(at, body).status()).isEqualTo(200);
        assertThat(api.with("If-Match", "\"1\"").put(at, body).status()).isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource({"/graph/nodes", "/graph/relationships", "/events", "/capture", "/graph/import/foodchain-lab"})
    void doesARequestOnceForAKey(String path) {
        var body = switch (path) {
            case "/graph/nodes" -> "{\"kind\": \"batch\"}";
            case "/graph/relationships" -> relationship("SUPPLIES", node("supplier"), node("batch"));
            case "/events" -> Documents.of(Documents.receivedMilk());
            case "/capture" -> Documents.milkToShop();
            default -> "{\"stations\": [{\"id\": \"1\"}], \"deliveries\": []}";
        };
        var keyed = api.with("Idempotency-Key", "once-" + path);
        var first = keyed.post(path, body);
        var again = keyed.post(path, body);
        assertThat(first.status()).as(first.toString()).isBetween(200, 202);
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(keyed.post(path, body + " ").status()).isEqualTo(422);
    }

    @Test
    void listsNodesPageByPage() {
        var mine = platform.as(platform.newTenant(), EVERYTHING);
        for (int i = 0; i < 7; i++) {
            mine.post(
                    "/graph/nodes",
                    "{\"kind\": \"%s\", \"name\": \"Farm %d\"}".formatted(i < 5 ? "supplier" : "party", i));
        }
        assertThat(pages(mine, "/graph/nodes?limit=3")).containsExactly(3, 3, 1);
        assertThat(pages(mine, "/graph/nodes?limit=5&kind=supplier")).containsExactly(5);
        assertThat(pages(mine, "/graph/nodes?limit=2&q=farm&kind=supplier&kind=party"))
                .containsExactly(2, 2, 2, 1);
        assertThat(pages(mine, "/graph/nodes?q=nothing")).containsExactly(0);
        var counts = mine.get("/graph/nodes/counts").json();
        assertThat(counts.findValuesAsString("kind")).containsExactly("supplier", "party");
        assertThat(counts.get(0).path("nodes").asInt()).isEqualTo(5);
    }

    @Test
    void listsNodesByStateAndNewestFirst() {
        var mine = platform.as(platform.newTenant(), EVERYTHING);
        for (int i = 0; i < 6; i++) {
            mine.post(
                    "/graph/nodes",
                    "{\"kind\": \"batch\", \"name\": \"Lot %d\", \"state\": \"%s\"}"
                            .formatted(i, i % 3 == 0 ? "recalled" : i % 3 == 1 ? "on_hold" : "in_progress"));
        }
        var newest = mine.get("/graph/nodes?order=newest&limit=4").json();
        assertThat(newest.path("items").findValuesAsString("name")).containsExactly("Lot 5", "Lot 4", "Lot 3", "Lot 2");
        var rest = mine.get("/graph/nodes?order=newest&limit=4&cursor="
                        + newest.path("next_cursor").asString())
                .json();
        assertThat(rest.path("items").findValuesAsString("name")).containsExactly("Lot 1", "Lot 0");
        assertThat(mine.get("/graph/nodes?order=oldest&state=recalled&state=on_hold")
                        .json()
                        .path("items")
                        .findValuesAsString("name"))
                .containsExactly("Lot 0", "Lot 1", "Lot 3", "Lot 4");
        var refused = mine.get("/graph/nodes?order=best");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("order must be oldest or newest, was 'best'");
    }

    @Test
    void listsRelationshipsPageByPageAndByTheirEnds() {
        var mine = platform.as(platform.newTenant(), EVERYTHING);
        Waiting.captured(mine, Documents.milkToShop());
        var milk = mine.get("/graph/nodes?q=milk-1")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
        assertThat(pages(mine, "/graph/relationships?limit=5").stream()
                        .mapToInt(n -> n)
                        .sum())
                .isGreaterThan(5);
        assertThat(pages(mine, "/graph/relationships?kind=USED_IN&from_id=" + milk))
                .containsExactly(1);
        assertThat(pages(mine, "/graph/relationships?kind=SUPPLIES&to_id=" + milk))
                .containsExactly(1);
        assertThat(pages(mine, "/graph/relationships?node_id=" + milk + "&kind=USED_IN&kind=SUPPLIES"))
                .containsExactly(2);
        var used = mine.get("/graph/relationships?kind=USED_IN")
                .json()
                .path("items")
                .get(0);
        assertThat(used.path("quantity").asDouble()).isEqualTo(1000);
        assertThat(used.path("unit").asString()).isEqualTo("LTR");
        assertThat(mine.get("/events/" + used.path("event_id").asString()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/graph/nodes?limit=0, limit",
        "/graph/nodes?limit=501, limit",
        "/graph/nodes?limit=many, limit",
        "/graph/nodes?kind=cow, kind",
        "/graph/nodes?cursor=AAAA, cursor",
        "/graph/relationships?kind=EATEN_BY, kind",
        "/graph/relationships?from_id=7, fromId",
        "/graph/relationships?limit=-1, limit",
    })
    void refusesAListThatBreaksARule(String path, String field) {
        var answer = api.get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field").toString())
                .containsIgnoringCase(field.replace("Id", ""));
    }

    private static List<Integer> pages(Api client, String path) {
        var sizes = new ArrayList<Integer>();
        var ids = new HashSet<String>();
        var cursor = "";
        do {
            var page = client.get(path + cursor).json();
            page.path("items")
                    .forEach(item ->
                            assertThat(ids.add(item.path("id").asString())).isTrue());
            sizes.add(page.path("items").size());
            cursor = page.path("next_cursor").isNull()
                    ? null
                    : (path.contains("?") ? "&" : "?") + "cursor="
                            + page.path("next_cursor").asString();
        } while (cursor != null);
        return sizes;
    }

    private static List<String> reachedFrom(String id) {
        var ids = new ArrayList<String>();
        api.get("/graph/traceability/forward?node_id=" + id)
                .json()
                .path("nodes")
                .forEach(node -> ids.add(node.path("id").asString()));
        return ids;
    }

    private static String node(String kind) {
        return api.post("/graph/nodes", "{\"kind\": \"%s\"}".formatted(kind))
                .json()
                .path("id")
                .asString();
    }

    private static String relationship(String kind, String from, String to) {
        return """
                {"kind": "%s", "from_id": "%s", "to_id": "%s", "event_time": "2026-01-01T00:00:00Z", "quantity": 5,
                 "unit": "KGM", "properties": {}}""".formatted(kind, from, to);
    }

    private static void refused(Api.Answer answer, String field, String rule) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        JsonNode error = answer.json().path("errors").get(0);
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("rule").asString()).isEqualTo(rule);
        assertThat(error.path("message").asString()).contains(field.equals("key") ? "" : field);
    }
}
