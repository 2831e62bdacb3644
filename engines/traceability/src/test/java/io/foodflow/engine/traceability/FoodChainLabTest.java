package io.foodflow.engine.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trace sets that FoodChain-Lab's own test expects of a small network of farms, producers, traders and markets. Deliveries
 * and stations are nodes; a delivery leads to the next at that one's departure, and to its station, which is terminal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoodChainLabTest {
    private static final int DELIVERY = 4;
    private static final int STATION = 8;
    private static final int TRANSFERRED_TO = 7;
    private static final int SHIPPED_TO = 5;
    private static final int SUPPLIES = 6;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, JsonNode> deliveries = new HashMap<>();
    private JsonNode expected;
    private TraceGraph graph;

    @BeforeAll
    void readNetwork() throws IOException {
        Path file = sharedData().resolve("traceability/expected/graph-trace-foodchainlab.json");
        Assumptions.assumeTrue(Files.isReadable(file), "the shared test data is not here: " + file);
        JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
        expected = root.get("expected");
        List<Integer> kinds = new ArrayList<>();
        for (JsonNode delivery : root.get("fixture").get("deliveries")) {
            deliveries.put(delivery.get("id").asString(), delivery);
            number(delivery.get("id").asString(), DELIVERY, kinds);
            number(delivery.get("from").asString(), STATION, kinds);
            number(delivery.get("to").asString(), STATION, kinds);
        }
        List<TraceEdge> edges = new ArrayList<>();
        for (JsonNode delivery : deliveries.values()) {
            String id = delivery.get("id").asString();
            edges.add(edge(edges.size(), delivery.get("from").asString(), id, SUPPLIES, departure(delivery)));
            edges.add(edge(edges.size(), id, delivery.get("to").asString(), SHIPPED_TO, departure(delivery)));
            for (JsonNode next : delivery.get("next")) {
                edges.add(edge(
                        edges.size(), id, next.asString(), TRANSFERRED_TO, departure(deliveries.get(next.asString()))));
            }
        }
        graph = TraceGraph.of(kinds.stream().mapToInt(Integer::intValue).toArray(), edges);
    }

    private static Path sharedData() {
        String named = System.getProperty("FOODFLOW_SHARED", System.getenv("FOODFLOW_SHARED"));
        if (named != null) {
            return Path.of(named, "data");
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared").resolve("data");
    }

    private void number(String name, int kind, List<Integer> kinds) {
        if (numbers.putIfAbsent(name, names.size()) == null) {
            names.add(name);
            kinds.add(kind);
        }
    }

    private TraceEdge edge(int no, String from, String to, int kind, long millis) {
        return TraceEdge.of(no, numbers.get(from), numbers.get(to), kind, millis);
    }

    /** The last day of the month where the day is not known: no chain is cut for want of it. */
    private static long departure(JsonNode delivery) {
        String text = delivery.get("departure").asString();
        LocalDate day = text.length() == 10
                ? LocalDate.parse(text)
                : YearMonth.parse(text.substring(0, 7)).atEndOfMonth();
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private Set<String> reached(TraceQuery query, int kind, String start) {
        return graph.trace(query.terminalNodeKinds(KindSet.of(STATION))).nodes().stream()
                .filter(node -> node.kind() == kind && !names.get(node.no()).equals(start))
                .map(node -> names.get(node.no()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(JsonNode list) {
        Set<String> set = new TreeSet<>();
        list.forEach(name -> set.add(name.asString()));
        return set;
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "backward"})
    void tracesDeliveriesAsFoodChainLabDoes(String way) {
        KindSet links = KindSet.of(TRANSFERRED_TO);
        expected.get(way + "_deliveries_by_delivery").forEachEntry((id, set) -> {
            TraceQuery query = query(way, numbers.get(id)).edgeKinds(links);
            assertThat(reached(query, DELIVERY, id)).as("%s from %s", way, id).isEqualTo(names(set));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "backward"})
    void tracesStationsAsFoodChainLabDoes(String way) {
        expected.get(way + "_stations_by_station").forEachEntry((id, set) -> {
            assertThat(reached(query(way, numbers.get(id)), STATION, id))
                    .as("%s from %s", way, id)
                    .isEqualTo(names(set));
        });
    }

    private static TraceQuery query(String way, int start) {
        return way.equals("forward") ? TraceQuery.forward(start) : TraceQuery.backward(start);
    }
}
