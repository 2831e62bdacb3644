package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.TwoPlants.A;
import static io.foodflow.foodgraph.TwoPlants.A_DOCK;
import static io.foodflow.foodgraph.TwoPlants.B;
import static io.foodflow.foodgraph.TwoPlants.CHEESE;
import static io.foodflow.foodgraph.TwoPlants.HERBS;
import static io.foodflow.foodgraph.TwoPlants.MILK;
import static io.foodflow.foodgraph.TwoPlants.PALLET;
import static io.foodflow.foodgraph.TwoPlants.PIZZA;
import static io.foodflow.foodgraph.TwoPlants.at;
import static io.foodflow.foodgraph.TwoPlants.object;
import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static io.foodflow.foodgraph.Waiting.captured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A person with one plant sees what was at the plant, and can say nothing of another. */
class SitesTest {

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Api all;
    private static Api plantA;
    private static String wholeCapture;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        tenant = platform.newTenant();
        all = platform.as(tenant, EVERYTHING);
        plantA = platform.atSites(tenant, Set.of(A), EVERYTHING);
        wholeCapture = captured(all, TwoPlants.all()).path("capture_id").asString();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void listsTheThingsThatAnEventAtThePlantNames() {
        var seen = keys(everyPage(plantA, "/graph/nodes?limit=100"));
        assertThat(seen)
                .contains(A, A_DOCK, B, MILK, CHEESE, PIZZA, PALLET, "https://id.gs1.org/417/4054739000011")
                .doesNotContain(HERBS, TwoPlants.B_STORE, TwoPlants.C, "https://id.gs1.org/417/4054739000028");
        assertThat(keys(everyPage(all, "/graph/nodes?limit=100")))
                .contains(HERBS, TwoPlants.B_STORE, TwoPlants.C)
                .containsAll(seen)
                .hasSizeGreaterThan(seen.size());
    }

    @Test
    void pagesAndCountsJustThose() {
        var whole = everyPage(plantA, "/graph/nodes?limit=100");
        assertThat(everyPage(plantA, "/graph/nodes?limit=1")).isEqualTo(whole);
        assertThat(everyPage(plantA, "/graph/nodes?limit=3&order=newest")).isEqualTo(whole.reversed());
        var counted = new TreeMap<String, Integer>();
        plantA.get("/graph/nodes/counts")
                .json()
                .forEach(kind -> counted.put(
                        kind.path("kind").asString(), kind.path("nodes").asInt()));
        var listed = new TreeMap<String, Integer>();
        whole.forEach(node -> listed.merge(node.path("kind").asString(), 1, Integer::sum));
        assertThat(counted).isEqualTo(listed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/graph/nodes?q=HERBS-B",
                "/graph/nodes?q=https://id.gs1.org/414/4012345000030",
                "/graph/nodes?q={gtin}",
                "/graph/nodes?state=recalled",
                "/graph/relationships?node_id={herbs}",
                "/graph/relationships?from_id={herbs}",
                "/graph/relationships?to_id={store}"
            })
    void findsNothingOfAnotherPlant(String search) {
        all.post(
                "/events",
                Documents.of(object(10, "holding", HERBS, 1, at(B), "").replace("in_progress", "recalled")));
        var path = search.replace("{herbs}", id(HERBS))
                .replace("{store}", id(TwoPlants.B_STORE))
                .replace("{gtin}", HERBS.split("/")[4]);
        assertThat(plantA.get(path).json().path("items")).isEmpty();
        assertThat(all.get(path).json().path("items")).as("the control").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/graph/nodes/{node}",
                "/graph/relationships/{relationship}",
                "/events/{event}",
                "/capture/{capture}",
                "/capture/{capture}/events",
                "/graph/traceability/forward?node_id={node}",
                "/graph/traceability/backward?node_id={node}",
                "/graph/traceability/forward?lot=HERBS-B",
                "/graph/traceability/backward?epc=https://id.gs1.org/01/{gtin}/10/HERBS-B"
            })
    void answersOfAnotherPlantAsOfWhatDoesNotExist(String path) {
        var relationship = all.get("/graph/relationships?from_id=" + id(HERBS) + "&kind=USED_IN")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
        var filled = path.replace("{node}", id(HERBS))
                .replace("{relationship}", relationship)
                .replace("{event}", event(4))
                .replace("{capture}", wholeCapture)
                .replace("{gtin}", HERBS.split("/")[4]);
        var unknown = UUID.randomUUID().toString();
        var nothing = path.replace("{gtin}", HERBS.split("/")[4])
                .replaceAll("\\{\\w+}", unknown)
                .replace("HERBS-B", "NO-SUCH");

        assertThat(all.get(filled).status()).as("the control").isEqualTo(200);
        var refused = plantA.get(filled);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(plantA.get(nothing).status()).isEqualTo(404);
        assertThat(refused.json().path("type"))
                .isEqualTo(plantA.get(nothing).json().path("type"));
    }

    @Test
    void showsItsOwnThingsWhole() {
        var cheese = plantA.get("/graph/nodes/" + id(CHEESE)).json();
        assertThat(cheese.path("quantity").asDouble()).isEqualTo(100);
        assertThat(plantA.get("/events/" + event(1)).body()).contains("CHEESE-A");
        assertThat(plantA.get("/graph/nodes?q=cheese").json().path("items")).hasSize(1);
        assertThat(trace(plantA, "backward?lot=CHEESE-A").path("nodes").findValuesAsString("lot_code"))
                .contains("MILK-A");
    }

    @Test
    void leavesOutWhereAThingIsNowIfThatIsNoPlaceItSees() {
        assertThat(all.get("/graph/nodes/" + id(PIZZA))
                        .json()
                        .path("location_name")
                        .asString())
                .isEqualTo(TwoPlants.B_STORE);
        assertThat(plantA.get("/graph/nodes/" + id(PIZZA))
                        .json()
                        .path("location_name")
                        .isNull())
                .isTrue();
        assertThat(trace(plantA, "forward?lot=PIZZA-B")
                        .path("start")
                        .path("location_name")
                        .isNull())
                .isTrue();
        assertThat(plantA.get("/graph/nodes/" + id(PALLET))
                        .json()
                        .path("location_name")
                        .asString())
                .as("the control")
                .isEqualTo(A);
    }

    @Test
    void tellsHowMuchOnlyOfEventsAtThePlant() {
        var used = relationships(plantA, "USED_IN");
        assertThat(used).hasSize(1);
        assertThat(used.getFirst().path("quantity").asDouble()).isEqualTo(900);
        assertThat(used.getFirst().path("event_id").asString()).isEqualTo(event(1));
        var packed = relationships(plantA, "PACKED_INTO");
        assertThat(packed).hasSize(1);
        assertThat(packed.getFirst().path("from_id").asString()).isEqualTo(id(CHEESE));
        assertThat(packed.getFirst().path("quantity").isNull()).isTrue();
        assertThat(packed.getFirst().path("unit").isNull()).isTrue();
        assertThat(packed.getFirst().path("event_id").isNull()).isTrue();
        assertThat(relationships(all, "PACKED_INTO").getFirst().path("quantity").asDouble())
                .as("the control")
                .isEqualTo(333);
    }

    @Test
    void relatesOnlyThingsThatItSees() {
        var seen = ids(everyPage(plantA, "/graph/nodes?limit=100"));
        var related = everyPage(plantA, "/graph/relationships?limit=2");
        assertThat(related)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(seen)
                        .contains(
                                one.path("from_id").asString(),
                                one.path("to_id").asString()));
        var expected = everyPage(all, "/graph/relationships?limit=100").stream()
                .filter(one -> seen.contains(one.path("from_id").asString())
                        && seen.contains(one.path("to_id").asString()))
                .toList();
        assertThat(ids(related)).isEqualTo(ids(expected));
    }

    @Test
    void endsATraceAtTheBoundaryAndSaysThatItGoesOn() {
        var forward = trace(plantA, "forward?lot=CHEESE-A");
        assertThat(keys(forward.path("nodes"))).contains(CHEESE, PALLET, B).doesNotContain(PIZZA, HERBS);
        assertThat(forward.path("outside")).hasSize(1);
        assertThat(forward.path("outside").get(0).path("node").asString()).isEqualTo(id(CHEESE));
        assertThat(forward.path("outside").get(0).path("relationships").asInt()).isEqualTo(1);
        assertThat(forward.path("outside").get(0).propertyNames()).containsExactlyInAnyOrder("node", "relationships");
        assertThat(forward.path("summary").path("nodes").asInt())
                .isEqualTo(forward.path("nodes").size());
        assertThat(forward.path("summary").path("edges").asInt())
                .isEqualTo(forward.path("edges").size());
        assertThat(forward.path("edges")).hasSize(3);
        forward.path("edges").forEach(edge -> {
            switch (edge.path("kind").asString()) {
                case "DISTRIBUTED_TO" ->
                    assertThat(edge.path("quantity").asDouble()).isEqualTo(80);
                case "PACKED_INTO", "SHIPPED_TO" ->
                    assertThat(edge.path("quantity").isNull()).isTrue();
                default -> fail("unexpected " + edge);
            }
        });

        var backward = trace(plantA, "backward?lot=PIZZA-B");
        assertThat(keys(backward.path("nodes"))).containsExactly(PIZZA);
        assertThat(backward.path("outside").get(0).path("relationships").asInt())
                .isEqualTo(1);

        var whole = trace(all, "forward?lot=CHEESE-A");
        assertThat(keys(whole.path("nodes"))).as("the control").contains(PIZZA);
        assertThat(whole.path("outside").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&from=2026-01-05T00:00:00Z",
                "&to=2026-01-04T00:00:00Z",
                "&from=2026-02-01T00:00:00Z",
                "&kinds=PACKED_INTO",
                "&kinds=OBSERVED_AT",
                "&mode=all",
                "&depth=1"
            })
    void tellsNothingOfWhenAndHowItGoesOn(String narrower) {
        var outside = trace(plantA, "forward?lot=CHEESE-A" + narrower).path("outside");
        assertThat(outside).hasSize(1);
        assertThat(outside.get(0).path("node").asString()).isEqualTo(id(CHEESE));
        assertThat(outside.get(0).path("relationships").asInt()).isEqualTo(1);
    }

    @Test
    void tellsNothingOfWhatAnotherPlantDoesWithAPlaceThatBothKnow() {
        for (var direction : List.of("forward", "backward")) {
            var shared = trace(plantA, direction + "?node_id=" + id(B) + "&kinds=SHIPPED_TO,OBSERVED_AT,PRODUCED_AT");
            assertThat(shared.path("outside").findValuesAsString("node")).doesNotContain(id(B));
        }
    }

    @Test
    void tellsWhoClaimsALotNotHowMuchOfItAnotherPlantMade() {
        var company = platform.newTenant();
        var everywhere = platform.as(company, EVERYTHING);
        var plant = platform.atSites(company, Set.of(A), EVERYTHING);
        captured(everywhere, TwoPlants.all());
        var claim = object(12, "commissioning", PIZZA, 1, at(A), "");
        assertThat(plant.post("/events", Documents.of(claim)).status()).isEqualTo(201);
        var claimed = plant.get("/graph/nodes?q=PIZZA-B").json().path("items").get(0);
        assertThat(claimed.path("lot_code").asString()).isEqualTo("PIZZA-B");
        assertThat(claimed.path("quantity").isNull()).isTrue();
        assertThat(trace(plant, "forward?lot=PIZZA-B")
                        .path("start")
                        .path("quantity")
                        .isNull())
                .isTrue();
        assertThat(everywhere
                        .get("/graph/nodes?q=PIZZA-B")
                        .json()
                        .at("/items/0/quantity")
                        .asDouble())
                .as("the control")
                .isEqualTo(777);
    }

    @Test
    void addsToWhatAnotherPlantMadeAndOverwritesNothing() {
        var company = platform.newTenant();
        var everywhere = platform.as(company, EVERYTHING);
        var plant = platform.atSites(company, Set.of(A), EVERYTHING);
        captured(everywhere, TwoPlants.all());
        captured(everywhere, Documents.of(described(12, PIZZA, B, "\"cbvmda:countryOfOrigin\": \"DE\"")));
        captured(everywhere, Documents.of(described(12, MILK, A, "\"cbvmda:countryOfOrigin\": \"DE\"")));
        var more = "\"cbvmda:countryOfOrigin\": \"IT\", \"cbvmda:grade\": \"II\"";
        captured(plant, Documents.of(described(13, PIZZA, A, more), described(13, MILK, A, more)));
        assertThat(plant.post("/events", Documents.of(described(14, PIZZA, A, more)))
                        .status())
                .isEqualTo(201);
        assertThat(factsOf(everywhere, "PIZZA-B")).isEqualTo("DE II");
        assertThat(factsOf(everywhere, "MILK-A")).as("its own").isEqualTo("IT II");
        assertThat(everywhere
                        .post("/events", Documents.of(described(15, PIZZA, B, "\"cbvmda:grade\": \"I\"")))
                        .status())
                .isEqualTo(201);
        assertThat(factsOf(everywhere, "PIZZA-B"))
                .as("who may do so everywhere")
                .isEqualTo("DE I");
    }

    /** A lot is made at a place, with master data of its own. */
    private static String described(int day, String lot, String place, String facts) {
        return object(day, "commissioning", lot, 1, at(place), ", \"ilmd\": {%s}".formatted(facts))
                .replace("OBSERVE", "ADD");
    }

    private static String factsOf(Api api, String lot) {
        var properties = api.get("/graph/nodes?q=" + lot).json().at("/items/0/properties");
        return properties.path("countryOfOrigin").asString() + " "
                + properties.path("grade").asString();
    }

    @Test
    void tellsNoQuantityOfWhatNoEventSays() {
        everywhereRelates(PIZZA, CHEESE, 5555);
        assertThat(plantA.get("/graph/relationships?kind=RELATED_TO").json().path("items"))
                .hasSize(1)
                .allSatisfy(one -> assertThat(one.path("quantity").isNull()).isTrue());
    }

    private static void everywhereRelates(String from, String to, int quantity) {
        assertThat(all.post("/graph/relationships", """
                        {"kind": "RELATED_TO", "from_id": "%s", "to_id": "%s", "event_time": "2026-01-01T00:00:00Z",
                         "quantity": %d, "unit": "KGM"}""".formatted(id(from), id(to), quantity))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void putsNothingIntoAPlaceOfAnotherPlant() {
        var packed = """
                {"type": "AggregationEvent", "eventTime": "2026-01-06T12:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "ADD", "bizStep": "storing", %s, "parentID": "%s",
                 "childQuantityList": [{"epcClass": "%s", "quantity": 1, "uom": "KGM"}]}""";
        var refused = plantA.post("/events", Documents.of(packed.formatted(at(A), B, CHEESE)));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("errors").findValuesAsString("field")).containsExactly("events[0].parentID");
        var other = platform.newTenant();
        assertThat(platform.atSites(other, Set.of(A), EVERYTHING)
                        .post("/events", Documents.of(packed.formatted(at(A), A_DOCK, CHEESE)))
                        .status())
                .as("the control")
                .isEqualTo(201);
    }

    @Test
    void goesOnPastNothingThatItDoesNotSee() {
        var milk = trace(plantA, "forward?lot=MILK-A");
        assertThat(keys(milk.path("nodes"))).contains(CHEESE).doesNotContain(PIZZA);
        assertThat(trace(plantA, "forward?lot=MILK-A&mode=all").path("nodes").size())
                .isEqualTo(milk.path("nodes").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/graph/nodes?limit=500",
                "/graph/relationships?limit=500",
                "/graph/traceability/forward?lot=MILK-A",
                "/graph/traceability/forward?lot=CHEESE-A",
                "/graph/traceability/backward?lot=PIZZA-B",
                "/graph/traceability/backward?lot=CHEESE-A",
                "/capture"
            })
    void givesAwayNoSecretOfTheOtherPlant(String path) {
        assertThat(plantA.get(path).body()).doesNotContain(TwoPlants.SECRETS);
    }

    @Test
    void knowsASecretWhenItSeesOne() {
        assertThat(all.get("/graph/nodes?limit=500").body()
                        + all.get("/graph/relationships?limit=500").body())
                .contains("HERBS-B", "\"quantity\":777", "\"quantity\":333", "4012345000030");
    }

    @Test
    void seesAPartOfThePlantOnlyWithThatPart() {
        var dock = platform.atSites(tenant, Set.of(A_DOCK), EVERYTHING);
        assertThat(keys(everyPage(dock, "/graph/nodes?limit=100")))
                .contains(MILK, A_DOCK)
                .doesNotContain(CHEESE, A);
        var otherPart = platform.atSites(tenant, Set.of(TwoPlants.A_OTHER_PART), EVERYTHING);
        assertThat(otherPart.get("/graph/nodes").json().path("items")).isEmpty();
        assertThat(otherPart.get("/graph/nodes/counts").json()).isEmpty();
        assertThat(otherPart.get("/graph/traceability/forward?lot=MILK-A").status())
                .isEqualTo(404);
    }

    @Test
    void seesTheUnionOfItsSites() {
        var both = platform.atSites(tenant, Set.of(A, B), EVERYTHING);
        assertThat(keys(everyPage(both, "/graph/nodes?limit=100"))).contains(MILK, HERBS);
        assertThat(keys(trace(both, "forward?lot=MILK-A").path("nodes"))).contains(PIZZA, TwoPlants.C);
    }

    @Test
    void seesWhatComesToThePlantAtOnce() {
        var company = platform.newTenant();
        var everywhere = platform.as(company, EVERYTHING);
        var plant = platform.atSites(company, Set.of(A), EVERYTHING);
        captured(everywhere, TwoPlants.all());
        assertThat(keys(trace(plant, "backward?lot=PIZZA-B").path("nodes"))).containsExactly(PIZZA);
        assertThat(plant.get("/graph/traceability/forward?lot=HERBS-B").status())
                .isEqualTo(404);

        everywhere.post("/events", Documents.of(object(10, "receiving", HERBS, 5, at(A_DOCK), "")));
        assertThat(keys(trace(plant, "forward?lot=HERBS-B").path("nodes"))).containsExactly(HERBS);
        assertThat(trace(plant, "forward?lot=HERBS-B")
                        .path("outside")
                        .get(0)
                        .path("relationships")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void takesOneOfTwoLotsOfTheSameCode() {
        var company = platform.newTenant();
        var everywhere = platform.as(company, EVERYTHING);
        captured(
                everywhere,
                Documents.of(
                        object(1, "receiving", MILK, 5, at(A), ""),
                        object(1, "receiving", HERBS.replace("HERBS-B", "MILK-A"), 5, at(B), "")));
        assertThat(everywhere.get("/graph/traceability/forward?lot=MILK-A").status())
                .isEqualTo(409);
        assertThat(trace(platform.atSites(company, Set.of(A), EVERYTHING), "forward?lot=MILK-A")
                        .path("start")
                        .path("key")
                        .asString())
                .isEqualTo(MILK);
    }

    @Test
    void recordsEventsOfThePlantAndOfNoOther() {
        var company = platform.newTenant();
        var everywhere = platform.as(company, EVERYTHING);
        var plant = platform.atSites(company, Set.of(A), EVERYTHING);
        assertThat(plant.post("/events", Documents.of(object(1, "receiving", MILK, 5, at(A_DOCK), "")))
                        .status())
                .isEqualTo(201);
        var there = plant.post("/events", Documents.of(object(1, "receiving", HERBS, 5, at(B), "")));
        assertThat(there.status()).isEqualTo(403);
        assertThat(there.json().path("type").asString()).endsWith("/outside-your-sites");
        assertThat(there.json().path("errors").get(0).path("field").asString()).isEqualTo("events[0].bizLocation");
        assertThat(there.json().path("detail").asString()).contains(B);
        var read = plant.post(
                "/events",
                Documents.of(object(1, "receiving", HERBS, 5, at(A) + ", \"readPoint\": {\"id\": \"" + B + "\"}", "")));
        assertThat(read.json().path("errors").findValuesAsString("field")).containsExactly("events[0].readPoint");
        var nowhere = plant.post("/events", Documents.of(Documents.batch(1, "X", "Y")));
        assertThat(nowhere.status()).isEqualTo(403);
        assertThat(everywhere.get("/graph/nodes?q=HERBS").json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollback", "proceed"})
    void capturesDocumentsOfThePlantAndOfNoOther(String behaviour) {
        var company = platform.newTenant();
        var everywhere = platform.as(company, EVERYTHING);
        var plant = platform.atSites(company, Set.of(A), EVERYTHING).with("GS1-Capture-Error-Behaviour", behaviour);
        var mixed =
                Documents.of(object(1, "receiving", MILK, 5, at(A), ""), object(1, "receiving", HERBS, 5, at(B), ""));
        if (behaviour.equals("rollback")) {
            var refused = plant.send("POST", "/capture", mixed.getBytes(StandardCharsets.UTF_8), "application/ld+json");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("errors").findValuesAsString("field"))
                    .containsExactly("events[1].bizLocation");
        }
        var padded = mixed + " ".repeat(300_000); // too large to be checked before it is taken
        var ended = captured(plant, padded);
        assertThat(ended.path("success").asBoolean()).isFalse();
        var outcomes = plant.get("/capture/%s/events?outcome=rejected"
                        .formatted(ended.path("capture_id").asString()))
                .json()
                .path("items");
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).path("errors").get(0).path("field").asString())
                .isEqualTo("bizLocation");
        assertThat(outcomes.get(0).path("errors").get(0).path("rule").asString())
                .isEqualTo("outside-your-sites");
        assertThat(everywhere.get("/graph/nodes?q=HERBS").json().path("items")).isEmpty();
        assertThat(everywhere.get("/graph/nodes?q=MILK-A").json().path("items"))
                .hasSize(behaviour.equals("proceed") ? 1 : 0);
    }

    @Test
    void describesNothingButThePlantInTheHeaderOfADocument() {
        var company = platform.newTenant();
        var everywhere = platform.as(company, EVERYTHING);
        var product = MILK.substring(0, MILK.indexOf("/10/"));
        captured(everywhere, withHeader("First", product, B, A));
        captured(platform.atSites(company, Set.of(A), EVERYTHING), withHeader("Second", product, B, A));
        assertThat(everywhere
                        .get("/graph/nodes?kind=product&kind=location")
                        .json()
                        .path("items"))
                .hasSize(3)
                .allSatisfy(node -> assertThat(node.path("name").asString())
                        .isEqualTo(node.path("key").asString().equals(A) ? "Second" : "First"));
    }

    @Test
    void takesBackNoEventOfAnotherPlant() {
        var company = platform.newTenant();
        var everywhere = platform.as(company, EVERYTHING);
        var plant = platform.atSites(company, Set.of(A), EVERYTHING);
        var id = "\"eventID\": \"urn:uuid:6a1c8bd8-8f5d-4a58-9a7c-6f1c1a3c0001\", ";
        captured(everywhere, Documents.of(object(1, "receiving", HERBS, 5, id + at(B), "")));
        captured(everywhere, Documents.of(object(1, "receiving", MILK, 5, id.replace("0001", "0002") + at(A), "")));
        var declaration = ", \"errorDeclaration\": {\"declarationTime\": \"2026-01-03T00:00:00Z\"}";
        captured(plant, Documents.of(object(1, "receiving", MILK, 6, id + at(A), declaration)));
        captured(plant, Documents.of(object(1, "receiving", MILK, 7, id.replace("0001", "0002") + at(A), declaration)));
        assertThat(relationships(everywhere, "OBSERVED_AT"))
                .as("what was at the plant is taken back, what was elsewhere stands")
                .extracting(one -> everywhere
                        .get("/graph/nodes/" + one.path("from_id").asString())
                        .json()
                        .path("key")
                        .asString())
                .containsExactly(HERBS);
    }

    @Test
    void showsTheCapturesOfItsOwnSites() {
        var company = platform.newTenant();
        var plant = platform.atSites(company, Set.of(A), EVERYTHING);
        var dock = platform.atSites(company, Set.of(A_DOCK), EVERYTHING);
        var other = platform.atSites(company, Set.of(B), EVERYTHING);
        var everywhere = platform.as(company, EVERYTHING);
        captured(everywhere, Documents.of(object(1, "receiving", MILK, 5, at(A), "")));
        captured(plant, Documents.of(object(2, "receiving", MILK, 5, at(A), "")));
        captured(dock, Documents.of(object(3, "receiving", MILK, 5, at(A_DOCK), "")));
        captured(other, Documents.of(object(4, "receiving", HERBS, 5, at(B), "")));
        assertThat(everyPage(everywhere, "/capture?limit=1")).hasSize(4);
        assertThat(everyPage(plant, "/capture?limit=1")).hasSize(2);
        assertThat(everyPage(dock, "/capture?limit=1")).hasSize(1);
        assertThat(everyPage(other, "/capture?limit=1")).hasSize(1);
    }

    @Test
    void letsWhoHasSitesOnlyChangeNothingByHand() {
        var refused = plantA.post("/graph/nodes", "{\"kind\": \"supplier\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("type").asString()).endsWith("/outside-your-sites");
        assertThat(refused.json().path("sites").get(0).asString()).isEqualTo(A);
        assertThat(plantA.with("If-Match", "*")
                        .delete("/graph/nodes/" + id(CHEESE))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void hadTheSameSightOfWhatCameBeforeThereWereSites() throws IOException {
        var company = platform.newTenant();
        captured(platform.as(company, EVERYTHING), TwoPlants.all());
        var live = sightings(company);
        String migration;
        try (var file = getClass().getResourceAsStream("/db/tenant/foodgraph/V6__sites.sql")) {
            migration = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        var ledger = new Ledger(platform, company);
        ledger.execute("delete from node_places");
        for (var statement : migration.split("(?m)^(?=insert into node_places)")) {
            if (statement.startsWith("insert into node_places")) {
                ledger.execute(statement.substring(0, statement.indexOf(';')));
            }
        }
        assertThat(sightings(company)).isNotEmpty().isEqualTo(live);
    }

    private static List<String> sightings(Tenant company) {
        return platform.inside(
                company,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcTemplate.class).queryForList("""
                                select p.key || ' ' || n.key from node_places s
                                join nodes p on p.no = s.place_no join nodes n on n.no = s.node_no order by 1
                                """, String.class)));
    }

    private static String withHeader(String name, String product, String... places) {
        var elements = new ArrayList<String>();
        for (var place : places) {
            elements.add("""
                    {"id": "%s", "attributes": [{"id": "urn:epcglobal:cbv:mda#name", "attribute": "%s"}]}""".formatted(place, name));
        }
        return """
                {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-10T00:00:00Z",
                 "epcisHeader": {"epcisMasterData": {"vocabularyList": [
                   {"type": "urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [
                     {"id": "%s", "attributes": [{"id": "urn:epcglobal:cbv:mda#descriptionShort", "attribute": "%s"}]}]},
                   {"type": "urn:epcglobal:epcis:vtype:BusinessLocation", "vocabularyElementList": [%s]}]}},
                 "epcisBody": {"eventList": []}}""".formatted(product, name, String.join(", ", elements));
    }

    private static JsonNode trace(Api api, String question) {
        var answer = api.get("/graph/traceability/" + question);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static String id(String key) {
        return all.get("/graph/nodes?q=" + key)
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
    }

    private static String event(int index) {
        var outcomes = all.get("/capture/%s/events?limit=100".formatted(wholeCapture));
        return outcomes.json().path("items").get(index).path("event_id").asString();
    }

    private static List<JsonNode> relationships(Api api, String kind) {
        return everyPage(api, "/graph/relationships?limit=100&kind=" + kind);
    }

    private static List<JsonNode> everyPage(Api api, String path) {
        var items = new ArrayList<JsonNode>();
        var page = api.get(path).json();
        page.path("items").forEach(items::add);
        while (page.path("next_cursor").isString()) {
            page = api.get(path + "&cursor=" + page.path("next_cursor").asString())
                    .json();
            page.path("items").forEach(items::add);
        }
        return items;
    }

    private static List<String> keys(Iterable<JsonNode> nodes) {
        var keys = new ArrayList<String>();
        nodes.forEach(node -> keys.add(node.path("key").asString()));
        return keys;
    }

    private static List<String> ids(Iterable<JsonNode> nodes) {
        var ids = new ArrayList<String>();
        nodes.forEach(node -> ids.add(node.path("id").asString()));
        return ids;
    }
}
