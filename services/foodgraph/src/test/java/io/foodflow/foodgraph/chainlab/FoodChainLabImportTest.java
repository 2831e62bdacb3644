package io.foodflow.foodgraph.chainlab;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static io.foodflow.foodgraph.Waiting.imported;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.foodgraph.SharedData;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** FoodChain-Lab's own networks, imported and traced over HTTP. */
class FoodChainLabImportTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static TestPlatform platform;
    /** Calls for a tenant whose graph stays empty. */
    private static Api shared;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        shared = platform.as(platform.newTenant(), EVERYTHING);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ExampleData.json, 24, 29, 31",
        "OneDeliveryModel.json, 5, 1, 0",
        "Scenario_1_Outbreak-Baby-Tea.json, 9, 16, 16",
        "small_network.json, 21, 25, 32",
        "split_network.json, 21, 21, 19",
        "large_network.json, 476, 2126, 2439"
    })
    void tracesEveryRelationOfFoodChainLabsNetworks(String file, int stations, int deliveries, int relations) {
        var document = SharedData.bytes(SharedData.traceability("graph/foodchain-lab/" + file));
        var api = platform.as(platform.newTenant(), EVERYTHING);
        var job = imported(api, "network", document);
        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.path("result").path("stations").asInt()).isEqualTo(stations);
        assertThat(job.path("result").path("deliveries").asInt()).isEqualTo(deliveries);
        assertThat(job.path("result").path("relations").asInt()).isEqualTo(relations);

        assertThat(nodes(api, "location")).hasSize(stations);
        var ids = nodes(api, "distribution");
        assertThat(ids).hasSize(deliveries);
        var expected = closure(relations(JSON.readTree(document)));
        for (var delivery : sample(ids.keySet())) {
            assertThat(reached(api, "forward", ids.get(delivery), "distribution"))
                    .as("forward of %s", delivery)
                    .isEqualTo(expected.getOrDefault(delivery, Set.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "backward"})
    void findsTheSetsThatFoodChainLabExpects(String way) {
        var file = SharedData.traceability("expected/graph-trace-foodchainlab.json");
        var root = JSON.readTree(SharedData.bytes(file));
        var api = platform.as(platform.newTenant(), EVERYTHING);
        var job = imported(api, "expected", asDocument(root.path("fixture").path("deliveries")));
        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("succeeded");

        var deliveries = nodes(api, "distribution");
        var expected = root.path("expected").path(way + "_deliveries_by_delivery");
        assertThat(expected.size()).isPositive();
        expected.forEachEntry((id, set) -> assertThat(reached(api, way, deliveries.get(id), "distribution"))
                .as("%s from %s", way, id)
                .isEqualTo(texts(set)));
        var stations = nodes(api, "location");
        root.path("expected")
                .path(way + "_stations_by_station")
                .forEachEntry((id, set) -> assertThat(reached(api, way, stations.get(id), "location"))
                        .as("%s from %s", way, id)
                        .isEqualTo(texts(set)));
    }

    @Test
    void importsTheSameNetworkOnce() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        var first = imported(api, "Net%20Work", SMALL.getBytes(StandardCharsets.UTF_8));
        var again = imported(api, "net-work", SMALL.getBytes(StandardCharsets.UTF_8));
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(api.get("/graph/relationships").json().path("items").size()).isEqualTo(5);

        var other = api.post("/graph/import/foodchain-lab?name=net-work", SMALL.replace("Milk", "Cream"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("type").asString()).endsWith("/network-taken");
    }

    @Test
    void namesANetworkByItsContentWhereItIsGivenNoName() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        var first = api.post("/graph/import/foodchain-lab", SMALL);
        var again = api.post("/graph/import/foodchain-lab", SMALL);
        assertThat(first.status()).as(first.toString()).isEqualTo(202);
        assertThat(first.json().path("network").asString()).matches("n-[0-9a-f]{12}");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void keepsWhatTheNetworkSaysOfADelivery() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        imported(api, "facts", SMALL.getBytes(StandardCharsets.UTF_8));
        var milk = api.get("/graph/nodes?kind=distribution&q=L-1")
                .json()
                .path("items")
                .get(0);
        assertThat(milk.path("name").asString()).isEqualTo("Milk");
        assertThat(milk.path("lot_code").asString()).isEqualTo("L-1");
        assertThat(milk.path("quantity").asDouble()).isEqualTo(20);
        assertThat(milk.path("unit").asString()).isEqualTo("KGM");
        assertThat(milk.path("location_name").asString()).isEqualTo("Dairy");
        assertThat(milk.path("properties").path("arrival").asString()).isEqualTo("2.6.2020");
        assertThat(milk.path("properties").path("time_assumed").asBoolean()).isTrue();
        assertThat(milk.path("key").asString()).isEqualTo("urn:foodflow:fcl:facts:delivery:D1");
        var farm = api.get("/graph/nodes?kind=location&q=farm")
                .json()
                .path("items")
                .get(0);
        assertThat(farm.path("properties").path("latitude").asDouble()).isEqualTo(52.5);
        assertThat(farm.path("properties").path("country").asString()).isEqualTo("DE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                              | malformed-json    | line 1",
                "[]                                             | not-foodchain-lab | stations",
                "{\"type\": \"EPCISDocument\"}                  | not-foodchain-lab | stations",
                "{\"stations\": [], \"deliveries\": []}         | invalid-network   | one station",
                "{\"stations\": 7, \"deliveries\": []}          | invalid-network   | stations must be a table",
                "{\"data\": {\"stations\": {\"data\": 7}, \"deliveries\": []}} | invalid-network | data.stations.data must be a list",
                "{\"stations\": [{\"id\": \"1\"}, {\"id\": 1}], \"deliveries\": []}  | invalid-network | '1' is there twice",
                "{\"stations\": [{\"id\": \"1\"}, {\"name\": \"x\"}], \"deliveries\": []}  | invalid-network | has no id",
                "{\"stations\": [{\"id\": \"1\"}], \"deliveries\": [{\"id\": \"d\", \"source\": \"1\", \"target\": \"2\"}]} | invalid-network | there is no '2'",
                "{\"stations\": [{\"id\": \"1\"}], \"deliveries\": [{\"id\": \"d\", \"source\": \"1\"}]} | invalid-network | there is none",
                "{\"stations\": [{\"id\": {}}], \"deliveries\": []} | invalid-network | must be text",
                "{\"stations\": [[7]], \"deliveries\": []}      | invalid-network   | must be a cell",
                "{\"stations\": [[{\"value\": \"x\"}]], \"deliveries\": []} | invalid-network | name of a column",
                "{\"stations\": [{\"id\": \"1\"}], \"deliveries\": []} {} | invalid-network | after the end",
            })
    void refusesBrokenNetworksWithTheReason(String document, String problem, String reason) {
        var answer = shared.post("/graph/import/foodchain-lab?name=broken", document);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).endsWith("/" + problem);
        assertThat(answer.json().path("detail").asString()).contains(reason);
        assertThat(shared.get("/graph/nodes").json().path("items").size()).isZero();
    }

    @Test
    void leavesTheNameOfARefusedNetworkFree() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        api.post(
                "/graph/import/foodchain-lab?name=late",
                SMALL.replace("\"to\", \"value\": \"S3\"", "\"to\", \"value\": \"S4\""));
        var job = imported(api, "late", SMALL.getBytes(StandardCharsets.UTF_8));
        assertThat(job.path("state").asString()).isEqualTo("succeeded");
    }

    @Test
    void refusesTheSchemaOfTheFormatAsNoNetwork() {
        var schema = SharedData.bytes(SharedData.traceability("graph/foodchain-lab/schema-v1.json"));
        var answer = shared.send("POST", "/graph/import/foodchain-lab", schema, "application/json");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).endsWith("/not-foodchain-lab");
    }

    @Test
    void refusesADanglingRelationAndNamesItsPlace() {
        var answer = shared.post(
                "/graph/import/foodchain-lab",
                SMALL.replace("\"from\": \"D1\", \"to\": \"D2\"", "\"from\": \"D1\", \"to\": \"D9\""));
        assertThat(answer.status()).isEqualTo(400);
        var error = answer.json().path("errors").get(0);
        assertThat(error.path("field").asString()).isEqualTo("data.deliveryRelations.data[0].to");
        assertThat(error.path("rule").asString()).isEqualTo("exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%20", "---"})
    void refusesANameWithoutALetterOrDigit(String name) {
        var answer = shared.post("/graph/import/foodchain-lab?name=" + name, SMALL);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("name");
    }

    private static final String SMALL = """
            {"version": "1.0.0", "data": {
              "stations": {"columnProperties": [{"id": "ID", "type": "string"}], "data": [
                [{"id": "ID", "value": "S1"}, {"id": "Name", "value": "Farm"}, {"id": "Latitude", "value": 52.5},
                 {"id": "Country", "value": "DE"}],
                [{"id": "ID", "value": "S2"}, {"id": "Name", "value": "Dairy"}],
                [{"id": "ID", "value": "S3"}, {"id": "Name", "value": null}]]},
              "deliveries": {"columnProperties": [], "data": [
                [{"id": "ID", "value": "D1"}, {"id": "from", "value": "S1"}, {"id": "to", "value": "S2"},
                 {"id": "Name", "value": "Milk"}, {"id": "Lot ID", "value": "L-1"}, {"id": "Amount", "value": "20 kg"},
                 {"id": "Date Delivery Arrival", "value": "2.6.2020"}],
                [{"id": "ID", "value": "D2"}, {"id": "from", "value": "S2"}, {"id": "to", "value": "S3"}]]},
              "deliveryRelations": {"columnProperties": [{"id": "from", "type": "string"}, {"id": "to", "type": "string"}],
                "data": [{"from": "D1", "to": "D2"}]}},
             "settings": {"view": {"deep": [[[]]]}}}
            """;

    /** Every delivery's name by id, over all pages. */
    private static Map<String, String> nodes(Api api, String kind) {
        var ids = new HashMap<String, String>();
        var cursor = "";
        do {
            var page = api.get("/graph/nodes?limit=500&kind=" + kind + cursor).json();
            page.path("items")
                    .forEach(node -> ids.put(lastPart(node), node.path("id").asString()));
            cursor = page.path("next_cursor").isNull()
                    ? null
                    : "&cursor=" + page.path("next_cursor").asString();
        } while (cursor != null);
        return ids;
    }

    private static String lastPart(JsonNode node) {
        var key = node.path("key").asString();
        return URLDecoder.decode(key.substring(key.lastIndexOf(':') + 1), StandardCharsets.UTF_8);
    }

    private static Set<String> reached(Api api, String way, String start, String kind) {
        var trace = api.get("/graph/traceability/%s?node_id=%s&limit=5000".formatted(way, start))
                .json();
        return StreamSupport.stream(trace.path("nodes").spliterator(), false)
                .filter(node -> node.path("kind").asString().equals(kind)
                        && !node.path("id").asString().equals(start))
                .map(FoodChainLabImportTest::lastPart)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode list) {
        var set = new TreeSet<String>();
        list.forEach(text -> set.add(text.asString()));
        return set;
    }

    /** All of few, and every twentieth of many. */
    private static List<String> sample(Set<String> ids) {
        var sorted = ids.stream().sorted().toList();
        var sample = new ArrayList<String>();
        for (int i = 0; i < sorted.size(); i += Math.max(1, sorted.size() / 100)) {
            sample.add(sorted.get(i));
        }
        return sample;
    }

    /** From each delivery to those that it goes into. */
    private static Map<String, Set<String>> relations(JsonNode root) {
        var next = new HashMap<String, Set<String>>();
        var list = root.has("data")
                ? root.path("data").path("deliveryRelations").path("data")
                : root.path("deliveriesRelations");
        list.forEach(row -> {
            var cells = new HashMap<String, String>();
            if (row.isArray()) {
                row.forEach(cell ->
                        cells.put(cell.path("id").asString(), cell.path("value").asString()));
            } else {
                cells.put("from", row.path("source").asString());
                cells.put("to", row.path("target").asString());
            }
            next.computeIfAbsent(cells.get("from"), id -> new HashSet<>()).add(cells.get("to"));
        });
        return next;
    }

    private static Map<String, Set<String>> closure(Map<String, Set<String>> next) {
        var closure = new HashMap<String, Set<String>>();
        for (var start : next.keySet()) {
            var reached = new TreeSet<String>();
            var open = new ArrayList<>(next.get(start));
            while (!open.isEmpty()) {
                var at = open.removeLast();
                if (!at.equals(start) && reached.add(at)) {
                    open.addAll(next.getOrDefault(at, Set.of()));
                }
            }
            closure.put(start, reached);
        }
        return closure;
    }

    /** The expected sets' own network, as the web application would write it. */
    private static byte[] asDocument(JsonNode deliveries) {
        var stations = new TreeSet<String>();
        var rows = new ArrayList<Object>();
        var relations = new ArrayList<Object>();
        deliveries.forEach(delivery -> {
            stations.add(delivery.path("from").asString());
            stations.add(delivery.path("to").asString());
            var row = new ArrayList<Object>();
            row.add(cell("ID", delivery.path("id").asString()));
            row.add(cell("from", delivery.path("from").asString()));
            row.add(cell("to", delivery.path("to").asString()));
            row.add(cell("Date Delivery", delivery.path("departure").asString()));
            if (delivery.has("arrival")) {
                row.add(cell("Date Delivery Arrival", delivery.path("arrival").asString()));
            }
            rows.add(row);
            delivery.path("next")
                    .forEach(next -> relations.add(
                            List.of(cell("from", delivery.path("id").asString()), cell("to", next.asString()))));
        });
        var stationRows = stations.stream().map(id -> List.of(cell("ID", id))).toList();
        return JSON.writeValueAsBytes(Map.of(
                "version",
                "1.0.0",
                "data",
                Map.of(
                        "stations", table(stationRows),
                        "deliveries", table(rows),
                        "deliveryRelations", table(relations))));
    }

    private static Map<String, Object> table(List<?> rows) {
        return Map.of("columnProperties", List.of(), "data", rows);
    }

    private static Map<String, Object> cell(String id, String value) {
        return Map.of("id", id, "value", value);
    }
}
