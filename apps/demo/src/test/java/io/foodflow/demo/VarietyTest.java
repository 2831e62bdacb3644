package io.foodflow.demo;

import static io.foodflow.demo.Story.amounts;
import static io.foodflow.demo.Story.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VarietyTest {
    private static final Story STORY = Story.OF_SEED_7;

    private static List<JsonNode> told(Predicate<JsonNode> which) {
        return STORY.told.stream().filter(which).toList();
    }

    @Test
    void allFiveKindsOfEventsAreTold() {
        assertThat(STORY.told.stream().map(Story::type).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "ObjectEvent",
                        "AggregationEvent",
                        "TransactionEvent",
                        "TransformationEvent",
                        "AssociationEvent");
    }

    @Test
    void aLotThatIsReworkedReentersItself() {
        assertThat(cycles("OL", 1)).isNotEmpty();
    }

    @Test
    void aReworkTankIsFedByTheBatchesItFeeds() {
        Map<String, Long> lastUse = new HashMap<>();
        Map<String, Long> firstFeed = new HashMap<>();
        for (JsonNode event : STORY.events) {
            amounts(event, "inputQuantityList").forEach(amount -> lastUse.put(amount.lot(), Story.millis(event)));
            amounts(event, "outputQuantityList")
                    .forEach(amount -> firstFeed.putIfAbsent(amount.lot(), Story.millis(event)));
        }
        Flows flows = new Flows(STORY.events);
        List<String> tanks = lastUse.keySet().stream()
                .filter(lot -> lot.contains("/10/RW-"))
                .filter(lot -> flows.forwardIgnoringTimes(lot).contains(lot))
                .toList();
        assertThat(tanks)
                .isNotEmpty()
                .allSatisfy(tank -> assertThat(lastUse.get(tank)).isGreaterThan(firstFeed.get(tank)));
    }

    /** Lots, of a mark, that are input and output of the same run. */
    private static Set<String> cycles(String mark, int least) {
        Map<String, Set<String>> inputs = new HashMap<>();
        Set<String> cycles = new HashSet<>();
        for (JsonNode event : STORY.events) {
            String run = event.path("transformationID").asString("");
            if (!run.isEmpty()) {
                Set<String> in = inputs.computeIfAbsent(run, key -> new HashSet<>());
                amounts(event, "inputQuantityList").forEach(amount -> in.add(amount.lot()));
                amounts(event, "outputQuantityList").stream()
                        .map(Story.Amount::lot)
                        .filter(lot -> lot.contains("/10/" + mark) && in.contains(lot))
                        .forEach(cycles::add);
            }
        }
        assertThat(cycles).hasSizeGreaterThanOrEqualTo(least);
        return cycles;
    }

    @Test
    void lotsAreMergedAndSplit() {
        assertThat(told(event -> amounts(event, "inputQuantityList").size() > 4))
                .hasSizeGreaterThan(100);
        Map<String, Integer> uses = new HashMap<>();
        STORY.events.forEach(event ->
                amounts(event, "inputQuantityList").forEach(amount -> uses.merge(amount.lot(), 1, Integer::sum)));
        assertThat(uses.values().stream().filter(count -> count > 2)).hasSizeGreaterThan(100);
    }

    @Test
    void declaredErrorsRepeatTheEventAndNameItsCorrection() {
        List<JsonNode> errors = told(event -> event.has("errorDeclaration"));
        assertThat(errors).hasSize(Story.FACTS.cast().errorDeclarations()).isNotEmpty();
        assertThat(errors).allSatisfy(error -> {
            String id = error.get("eventID").asString();
            List<JsonNode> same =
                    told(event -> event.path("eventID").asString("").equals(id));
            assertThat(same).hasSize(2);
            assertThat(same.getFirst().get("eventTime")).isEqualTo(error.get("eventTime"));
            assertThat(same.getFirst().get("quantityList")).isEqualTo(error.get("quantityList"));
            error.get("errorDeclaration")
                    .path("correctiveEventIDs")
                    .forEach(corrective -> assertThat(
                                    told(event -> event.path("eventID").equals(corrective)))
                            .hasSize(1));
        });
    }

    @Test
    void coldGoodsBringTheirTemperatureAndSomeWereTooWarm() {
        List<JsonNode> logged = told(event -> step(event).equals("receiving") && event.has("sensorElementList"));
        assertThat(logged).hasSizeGreaterThan(200);
        List<JsonNode> alarms = logged.stream()
                .filter(event -> event.toString().contains("ALARM_CONDITION"))
                .toList();
        assertThat(alarms).isNotEmpty().hasSizeLessThan(logged.size() / 10);
        assertThat(told(event -> event.path("persistentDisposition").has("set")))
                .isNotEmpty();
        assertThat(told(event -> event.path("persistentDisposition").has("unset")))
                .isNotEmpty();
    }

    @Test
    void partialShipmentsReturnsShortDatedGoodsAndNumberedPiecesOccur() {
        assertThat(told(event -> event.path("ff:partialShipment").asBoolean(false)))
                .isNotEmpty();
        assertThat(told(event -> event.path("disposition").asString("").equals("returned")))
                .isNotEmpty();
        assertThat(told(event -> event.has("ff:shortDated"))).isNotEmpty();
        assertThat(told(event -> event.path("outputEPCList").size() == 12)).isNotEmpty();
    }

    @Test
    void machinesAreCleanedBeforeWhatMayNotContainTheirLastAllergens() {
        Map<String, Set<String>> residues = new HashMap<>();
        Set<String> crossContacts = new HashSet<>();
        for (JsonNode event : STORY.events) {
            if (event.has("ff:cleaning")) {
                residues.remove(Story.instances(event, "epcList").getFirst());
            } else if (event.has("ff:equipment")
                    && !event.path("outputQuantityList").isEmpty()) {
                Set<String> declared = new HashSet<>();
                event.path("ff:allergens").forEach(word -> declared.add(word.asString()));
                String machine = Keys.canonical(event.get("ff:equipment").asString());
                Set<String> carried = residues.computeIfAbsent(machine, key -> new HashSet<>());
                if (!declared.containsAll(carried)) {
                    crossContacts.add(
                            amounts(event, "outputQuantityList").getFirst().lot());
                }
                carried.addAll(declared);
            }
        }
        DemoFacts.OverlookedCleaning overlooked =
                Story.FACTS.overlookedCleaning().orElseThrow();
        assertThat(crossContacts).contains(overlooked.lot()).hasSizeLessThan(6);
        assertThat(overlooked.allergens()).contains("nuts");
        assertThat(told(event -> event.has("ff:cleaning")))
                .hasSize(Story.FACTS.cast().cleanings());
    }

    @Test
    void noEventIsToldTwice() {
        Set<String> seen = new HashSet<>();
        assertThat(STORY.told)
                .allSatisfy(event -> assertThat(seen.add(event.toString())).isTrue());
    }
}
