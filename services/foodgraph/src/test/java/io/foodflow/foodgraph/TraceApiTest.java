package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static io.foodflow.foodgraph.Waiting.captured;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantCopies;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class TraceApiTest {

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Api milk;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        tenant = platform.newTenant();
        milk = platform.as(tenant, EVERYTHING);
        captured(milk, Documents.milkToShop());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void followsALotWithQuantitiesTimesAndPaths() {
        var trace = trace(milk, "forward?lot=milk-1");
        assertThat(trace.path("direction").asString()).isEqualTo("forward");
        assertThat(trace.path("mode").asString()).isEqualTo("time_respecting");
        assertThat(kinds(trace))
                .containsExactly("ingredient", "production_run", "batch", "logistic_unit", "distribution", "location");
        var summary = trace.path("summary");
        assertThat(summary.path("nodes").asInt()).isEqualTo(6);
        assertThat(summary.path("edges").asInt()).isEqualTo(5);
        assertThat(summary.path("max_depth").asInt()).isEqualTo(5);
        assertThat(summary.path("truncated").asBoolean()).isFalse();
        assertThat(summary.path("first_time").asString()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(summary.path("last_time").asString()).isEqualTo("2026-01-02T06:00:00Z");

        var used = trace.path("edges").get(0);
        assertThat(used.path("kind").asString()).isEqualTo("USED_IN");
        assertThat(used.path("quantity").asDouble()).isEqualTo(1000);
        assertThat(used.path("unit").asString()).isEqualTo("LTR");
        assertThat(used.path("from")).isEqualTo(trace.path("start").path("id"));
        var yoghurt = trace.path("nodes").get(2);
        assertThat(yoghurt.path("lot_code").asString()).isEqualTo("YOG-7");
        assertThat(yoghurt.path("depth").asInt()).isEqualTo(2);
        assertThat(yoghurt.path("arrived_at").asString()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(yoghurt.path("parent_edge"))
                .isEqualTo(trace.path("edges").get(1).path("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lot=YOG-7",
                "lot=yog-7",
                "epc=urn:epc:class:lgtin:4012345.011111.YOG-7",
                "epc=https://id.gs1.org/01/04012345111118/10/YOG-7",
                "epc=https://example.com/01/04012345111118/10/YOG-7",
                "epc=(01)04012345111118(10)YOG-7"
            })
    void findsOneLotUnderAllItsNames(String start) {
        var trace = trace(milk, "backward?" + start);
        assertThat(trace.path("start").path("key").asString())
                .isEqualTo("https://id.gs1.org/01/04012345111118/10/YOG-7");
        assertThat(kinds(trace)).containsExactly("batch", "production_run", "ingredient", "supplier");
    }

    @Test
    void returnsAsMuchAsIsAskedForAndCountsTheRest() {
        assertThat(trace(milk, "forward?lot=MILK-1&depth=1").path("nodes").size())
                .isEqualTo(2);
        var few = trace(milk, "forward?lot=MILK-1&limit=3");
        assertThat(few.path("nodes").size()).isEqualTo(3);
        assertThat(few.path("summary").path("nodes").asInt()).isEqualTo(6);
        assertThat(few.path("summary").path("truncated").asBoolean()).isTrue();
        assertThat(kinds(trace(milk, "forward?lot=MILK-1&kinds=USED_IN,PRODUCES")))
                .containsExactly("ingredient", "production_run", "batch");
        assertThat(trace(milk, "forward?lot=MILK-1&to=2026-01-01T11:00:00Z")
                        .path("nodes")
                        .size())
                .isEqualTo(3);
        assertThat(trace(milk, "forward?lot=MILK-1&from=2026-01-01T11:00:00Z")
                        .path("nodes")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void followsTheTablesThatARestorePutInPlaceOfThoseItKnew() throws IOException {
        var restored = platform.newTenant();
        var api = platform.as(restored, EVERYTHING);
        captured(api, Documents.of(Documents.batch(5, "A", "B")));
        var copies = platform.bean(TenantCopies.class);
        var lines = new HashMap<String, byte[]>();
        var copy = copies.read(restored, (table, content) -> {
            var out = new ByteArrayOutputStream();
            content.to(out);
            lines.put(table, out.toByteArray());
        });
        captured(api, Documents.of(Documents.batch(6, "B", "C")));
        assertThat(trace(api, "forward?lot=A").path("nodes").findValuesAsString("lot_code"))
                .contains("C");

        copies.stage(restored, 1, copy, table -> new ByteArrayInputStream(lines.get(table)), false);
        copies.putInPlace(restored, UUID.randomUUID(), 1, new NothingToSay());

        var again = afterTheRestore(restored);
        assertThat(trace(again, "forward?lot=A").path("nodes").findValuesAsString("lot_code"))
                .contains("B")
                .doesNotContain("C");
        captured(again, Documents.of(Documents.batch(7, "B", "D")));
        assertThat(trace(again, "forward?lot=A").path("nodes").findValuesAsString("lot_code"))
                .contains("D");
    }

    private static final class NothingToSay implements TenantCopies.Account {
        @Override
        public void inTenant(Change change, TenantCopies.Replaced replaced) {}

        @Override
        public void inPlatform(JdbcClient jdbc, TenantCopies.Replaced replaced) {}
    }

    /** Whoever was signed in before has to sign in anew. */
    private static Api afterTheRestore(Tenant tenant) {
        var epoch = platform.database()
                .rows("select epoch from platform.grant_epochs where tenant_id = '%s'".formatted(tenant.id()))
                .getFirst();
        var token = platform.bean(AccessTokens.class)
                .forUser(
                        UUID.randomUUID(),
                        "again@example.com",
                        tenant.id(),
                        Set.of(),
                        Set.of(EVERYTHING),
                        List.of(),
                        Long.parseLong(epoch),
                        UUID.randomUUID());
        return platform.anonymous().with("Authorization", "Bearer " + token.token());
    }

    @Test
    void followsOnlyWhatHappenedAfterTheMaterialCameUnlessAskedForAll() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        captured(api, Documents.of(Documents.batch(5, "A", "B"), Documents.batch(3, "B", "C")));
        assertThat(trace(api, "forward?lot=A").path("nodes").findValuesAsString("lot_code"))
                .contains("B")
                .doesNotContain("C");
        assertThat(trace(api, "forward?lot=A&mode=all").path("nodes").findValuesAsString("lot_code"))
                .contains("C");
    }

    @Test
    void neverReachesTheNeighboursOnAPallet() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        captured(
                api,
                Documents.of(
                        Documents.batch(1, "IN-1", "LOT-1"),
                        Documents.batch(1, "IN-2", "LOT-2"),
                        pallet(2, "ADD"),
                        pallet(4, "DELETE"),
                        Documents.batch(5, "LOT-1", "END-1"),
                        Documents.batch(5, "LOT-2", "END-2")));
        for (var mode : List.of("time_respecting", "all")) {
            assertThat(trace(api, "forward?lot=IN-1&mode=" + mode).path("nodes").findValuesAsString("lot_code"))
                    .contains("LOT-1", "END-1")
                    .doesNotContain("LOT-2", "END-2");
            assertThat(trace(api, "backward?lot=END-2&mode=" + mode)
                            .path("nodes")
                            .findValuesAsString("lot_code"))
                    .contains("IN-2")
                    .doesNotContain("LOT-1", "IN-1");
        }
    }

    private static String pallet(int day, String action) {
        return """
                {"type": "AggregationEvent", "eventTime": "2026-01-%02dT12:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "%s", "bizStep": "packing", "parentID": "urn:epc:id:sscc:4012345.0000000111",
                 "childQuantityList": [
                   {"epcClass": "urn:epc:class:lgtin:4012345.022222.LOT-1", "quantity": 4, "uom": "KGM"},
                   {"epcClass": "urn:epc:class:lgtin:4012345.022222.LOT-2", "quantity": 4, "uom": "KGM"}]}""".formatted(day, action);
    }

    @Test
    void endsWhereReworkGoesRoundInACircle() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        captured(
                api,
                Documents.of(
                        Documents.batch(1, "A", "B"),
                        Documents.batch(2, "B", "A"),
                        Documents.batch(3, "A", "B"),
                        Documents.batch(4, "B", "C")));
        assertThat(trace(api, "forward?lot=A").path("nodes").findValuesAsString("lot_code"))
                .contains("A", "B", "C");
        assertThat(trace(api, "backward?lot=C&mode=all").path("nodes").findValuesAsString("lot_code"))
                .contains("A", "B", "C");
    }

    @Test
    void namesTheCandidatesOfALotCodeThatSeveralProductsHave() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        captured(
                api,
                Documents.of(
                        Documents.batch(1, "SAME", "B"),
                        Documents.batch(1, "SAME", "C").replace("022222.SAME", "033333.SAME")));
        var answer = api.get("/graph/traceability/forward?lot=SAME");
        assertThat(answer.status()).isEqualTo(409);
        var candidates = answer.json().path("candidates");
        assertThat(candidates.size()).isEqualTo(2);
        for (var candidate : candidates) {
            assertThat(candidate.path("key").asString()).endsWith("/10/SAME");
            assertThat(trace(api, "forward?node_id=" + candidate.path("id").asString())
                            .path("nodes")
                            .size())
                    .isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                            | 400 | one-start",
                "?lot=A&epc=urn:x:1          | 400 | one-start",
                "?lot=                       | 400 | one-start",
                "?lot=MILK-1&depth=0         | 400 | range",
                "?lot=MILK-1&depth=10001     | 400 | range",
                "?lot=MILK-1&limit=5001      | 400 | range",
                "?lot=MILK-1&limit=ten       | 400 | type",
                "?lot=MILK-1&mode=sideways   | 400 | vocabulary",
                "?lot=MILK-1&kinds=EATEN_BY  | 400 | vocabulary",
                "?lot=MILK-1&from=yesterday  | 400 | type",
                "?lot=MILK-1&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | 400 | time-order",
                "?node_id=7                  | 400 | type",
                "?epc=https://id.gs1.org/01/04012345111117/10/YOG-7 | 400 | check-digit",
                "?lot=NOBODY-KNOWS           | 404 | ",
                "?epc=urn:x:nobody-knows     | 404 | ",
            })
    void refusesAQuestionThatBreaksARule(String query, int status, String rule) {
        for (var way : List.of("forward", "backward")) {
            var answer = milk.get("/graph/traceability/" + way + (query == null ? "" : query));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            if (rule != null) {
                assertThat(answer.json().path("errors").findValuesAsString("rule"))
                        .contains(rule);
            }
        }
    }

    @Test
    void knowsNothingOfAnotherTenantsLot() {
        var other = platform.as(platform.newTenant(), EVERYTHING);
        assertThat(other.get("/graph/traceability/forward?lot=MILK-1").status()).isEqualTo(404);
        assertThat(other.get("/graph/traceability/forward?epc=https://id.gs1.org/01/04012345111118/10/YOG-7")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tracesAChainOfHundredThousandLots() {
        tracesAChain(100_000);
    }

    @Test
    @Tag("long")
    void tracesAChainOfAMillionLots() {
        tracesAChain(1_000_000);
    }

    private static void tracesAChain(int length) {
        var deep = platform.newTenant();
        var api = platform.as(deep, EVERYTHING);
        new Ledger(platform, deep).execute("""
                        insert into nodes (id, kind, key, lot_code)
                        select gen_random_uuid(), 2, 'urn:deep:' || i, 'DEEP-' || i from generate_series(0, %d) i""".formatted(length), """
                        insert into relationships (id, kind, from_no, to_no, event_time)
                        select gen_random_uuid(), 7, i, i + 1, timestamptz '2026-01-01' + i * interval '1 second'
                        from generate_series(0, %d) i""".formatted(length - 1));
        var forward = trace(api, "forward?lot=DEEP-0");
        assertThat(forward.path("summary").path("nodes").asInt()).isEqualTo(length + 1);
        assertThat(forward.path("summary").path("max_depth").asInt()).isEqualTo(length);
        assertThat(forward.path("nodes").size()).isEqualTo(500);
        var backward = trace(api, "backward?lot=DEEP-" + length + "&limit=5000");
        assertThat(backward.path("summary").path("nodes").asInt()).isEqualTo(length + 1);
        assertThat(backward.path("nodes").size()).isEqualTo(5_000);

        var half = trace(api, "forward?lot=DEEP-" + length / 2 + "&depth=10000");
        assertThat(half.path("summary").path("max_depth").asInt()).isEqualTo(Math.min(10_000, length - length / 2));
    }

    @Test
    void recordsEventsWithLotsInCommonSideBySide() throws Exception {
        var mine = platform.newTenant();
        var api = platform.as(mine, EVERYTHING);
        var answers = new ArrayList<Integer>();
        var threads = IntStream.range(0, 8)
                .mapToObj(worker -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 25; i++) {
                        var event = Documents.batch(1 + (i + worker) % 28, "C" + (i % 7), "C" + ((i + worker) % 5 + 7))
                                .replace("\"quantity\": 7", "\"quantity\": " + (1 + worker * 100 + i));
                        int status = api.post("/events", Documents.of(event)).status();
                        synchronized (answers) {
                            answers.add(status);
                        }
                    }
                }))
                .toList();
        var documents = IntStream.range(0, 2)
                .mapToObj(document -> Thread.ofVirtual()
                        .start(() -> captured(
                                api,
                                Documents.of(IntStream.range(0, 300)
                                        .mapToObj(i -> Documents.batch(
                                                        1 + i % 28, "C" + i % 12, "D" + (i * 7 + document) % 50)
                                                .replace("\"quantity\": 7", "\"quantity\": " + (5_000 + i)))
                                        .toArray(String[]::new)))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        for (var thread : documents) {
            thread.join();
        }
        assertThat(answers).hasSize(200).containsOnly(201);
        var ledger = new Ledger(platform, mine);
        assertThat(ledger.count("select count(*) from captures where success and not running"))
                .isEqualTo(2);
        assertThat(ledger.count("select count(*) from nodes"))
                .isEqualTo(ledger.count("select count(distinct key) from nodes"));
        assertThat(ledger.count("select count(*) from relationships where kind = 0"))
                .isEqualTo(ledger.count("select count(*) from events"));
    }

    @Test
    void leavesNoRelationshipWithoutItsEndsWhereLotsAreDeletedMeanwhile() throws Exception {
        var mine = platform.newTenant();
        var api = platform.as(mine, EVERYTHING);
        var writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 150; i++) {
                var event = Documents.batch(1 + i % 28, "X" + i % 3, "Y" + i % 3)
                        .replace("\"quantity\": 7", "\"quantity\": " + (1 + i));
                api.post("/events", Documents.of(event));
            }
        });
        int deleted = 0;
        while (writer.isAlive()) {
            for (var lot :
                    api.get("/graph/nodes?kind=ingredient&kind=batch").json().path("items")) {
                deleted += api.with("If-Match", "*")
                                        .delete("/graph/nodes/" + lot.path("id").asString())
                                        .status()
                                == 204
                        ? 1
                        : 0;
            }
        }
        writer.join();
        assertThat(deleted).isPositive();
        assertThat(new Ledger(platform, mine).count("""
                        select count(*) from relationships r
                        where not r.deleted and exists (
                          select 1 from nodes n where n.deleted and n.no in (r.from_no, r.to_no))
                        """)).isZero();
    }

    private static JsonNode trace(Api api, String question) {
        var answer = api.get("/graph/traceability/" + question);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> kinds(JsonNode trace) {
        return trace.path("nodes").findValuesAsString("kind");
    }
}
