package io.foodflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContaminationTest {
    private static final Story STORY = Story.OF_SEED_7;
    private static final DemoFacts FACTS = Story.FACTS;

    private static Set<String> only(Set<String> nodes, String pattern) {
        return nodes.stream().filter(node -> node.matches(pattern)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> lots(Set<String> nodes) {
        return only(nodes, "https://id.gs1.org/01/\\d+/10/.+");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 1, 20260331})
    void aSearchThroughTheEventsFindsWhatTheSimulationKnows(long seed) {
        DemoSettings settings = DemoSettings.of(DemoSize.S, seed, LocalDate.of(2026, 3, 31));
        compare(settings, seed == 7 ? STORY : new Story(settings));
    }

    @Test
    @Tag("long")
    void soItDoesInSizeM() {
        DemoSettings settings = DemoSettings.of(DemoSize.M, 7, LocalDate.of(2026, 3, 31));
        compare(settings, new Story(settings));
    }

    private static void compare(DemoSettings settings, Story story) {
        DemoFacts facts = DemoCompany.facts(settings);
        Flows flows = new Flows(story.events);
        Map<String, Map<String, List<String>>> places = story.vocabulary("Location");

        Set<String> reached = flows.forward(facts.contamination().lot());
        Set<String> reachedPlaces = only(reached, "https://id.gs1.org/414/.+");

        assertThat(lots(reached)).isEqualTo(new TreeSet<>(facts.contamination().lots()));
        assertThat(only(reached, "https://id.gs1.org/01/\\d+/21/.+"))
                .isEqualTo(new TreeSet<>(facts.contamination().pieces()));
        assertThat(only(reached, "https://id.gs1.org/00/.+"))
                .isEqualTo(new TreeSet<>(facts.contamination().pallets()));
        assertThat(reachedPlaces.stream()
                        .filter(place -> places.get(place).get("siteKind").contains("plant"))
                        .filter(place -> facts.contamination().plants().contains(place)))
                .hasSize(2);
        assertThat(reachedPlaces.stream()
                        .filter(place -> !places.get(place).get("siteKind").contains("plant"))
                        .collect(Collectors.toSet()))
                .isEqualTo(facts.contamination().customers());

        Set<String> upstream = lots(flows.backward(facts.origin().lot()));
        assertThat(upstream).isEqualTo(new TreeSet<>(facts.origin().lots()));
        assertThat(suppliers(story, upstream))
                .isEqualTo(new TreeSet<>(facts.origin().suppliers()));
    }

    /** The makers of lots, by the master data of their products. */
    private static Set<String> suppliers(Story story, Set<String> lots) {
        Map<String, Map<String, List<String>>> products = story.vocabulary("EPCClass");
        Map<String, Map<String, List<String>>> parties = story.vocabulary("Party");
        return lots.stream()
                .map(lot -> Keys.canonical(
                        products.get(Story.product(lot)).get("maker").getFirst()))
                .filter(maker -> parties.get(maker).get("partyRole").contains("supplier"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theLotIsKnownByItsCode() {
        assertThat(FACTS.contamination().lot()).endsWith("/10/" + DemoFacts.CONTAMINATED_LOT_CODE);
        assertThat(Keys.canonical(FACTS.contamination().lotUrn()))
                .isEqualTo(FACTS.contamination().lot());
    }

    @Test
    void twoPlantsUseItInSeveralBatchesAndManyCustomersGetSome() {
        assertThat(FACTS.contamination().plants()).hasSize(2);
        Set<String> direct = new TreeSet<>();
        STORY.events.stream()
                .filter(event -> Story.amounts(event, "inputQuantityList").stream()
                        .anyMatch(amount ->
                                amount.lot().equals(FACTS.contamination().lot())))
                .forEach(event -> direct.add(Story.place(event) + event.get("bizTransactionList")));
        assertThat(direct).hasSizeGreaterThanOrEqualTo(4);
        assertThat(FACTS.contamination().lots()).hasSizeGreaterThan(10);
        assertThat(FACTS.contamination().customers()).hasSizeGreaterThan(10);
    }

    @Test
    void allWhoFellIllAteOfIt() {
        Flows flows = new Flows(STORY.events);
        List<String> complaints = FACTS.contamination().complaintLots();
        assertThat(complaints).hasSizeGreaterThanOrEqualTo(4);
        assertThat(complaints)
                .allSatisfy(lot -> assertThat(flows.backward(lot))
                        .contains(FACTS.contamination().lot()));
        List<String> told = STORY.events.stream()
                .filter(event ->
                        event.path("ff:complaint").path("ff:kind").asString("").equals("illness"))
                .map(event -> Story.amounts(event, "quantityList").getFirst().lot())
                .toList();
        assertThat(told).isEqualTo(complaints);
    }

    @Test
    void aLaboratoryFindsTheGermInProductsOfBothPlants() {
        assertThat(STORY.events.stream()
                        .filter(event -> Story.step(event).equals("sampling"))
                        .map(event -> Story.product(Story.amounts(event, "quantityList")
                                        .getFirst()
                                        .lot())
                                .substring(0, "https://id.gs1.org/01/09520003".length()))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void whoIgnoresTheTimesFindsTooMuch() {
        Flows flows = new Flows(STORY.events);
        assertThat(lots(flows.forwardIgnoringTimes(FACTS.contamination().lot())))
                .hasSizeGreaterThan(FACTS.contamination().lots().size());
    }
}
