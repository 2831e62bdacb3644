package io.foodflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CastTest {
    private static final Story STORY = Story.OF_SEED_7;

    private static long count(Map<String, Map<String, List<String>>> elements, String attribute, String value) {
        return elements.values().stream()
                .filter(attributes ->
                        attributes.getOrDefault(attribute, List.of()).contains(value))
                .count();
    }

    @Test
    void theMasterDataNameThreePlantsFortySuppliersOnThreeTiersAndSixtyCustomers() {
        var places = STORY.vocabulary("Location");
        var parties = STORY.vocabulary("Party");
        assertThat(count(places, "siteKind", "plant")).isEqualTo(3);
        assertThat(count(places, "siteKind", "supplier")).isEqualTo(40);
        assertThat(count(places, "siteKind", "shop") + count(places, "siteKind", "distribution_centre"))
                .isEqualTo(60);
        assertThat(count(parties, "partyRole", "supplier")).isEqualTo(40);
        assertThat(List.of(count(parties, "tier", "1"), count(parties, "tier", "2"), count(parties, "tier", "3")))
                .containsExactly(12L, 10L, 18L);
        assertThat(Story.FACTS.cast().suppliers()).isEqualTo(40);
        assertThat(Story.FACTS.cast().suppliersByTier()).containsExactly(12, 10, 18);
        assertThat(Story.FACTS.cast().customers()).isEqualTo(60);
    }

    @Test
    void nobodyBuysFromATierNearerToThePlants() {
        var parties = STORY.vocabulary("Party");
        parties.forEach((party, attributes) -> attributes
                .getOrDefault("sourcesFrom", List.of())
                .forEach(source -> assertThat(tier(parties, Keys.canonical(source)))
                        .as("%s buys from %s", party, source)
                        .isGreaterThanOrEqualTo(tier(parties, party))));
        assertThat(count(parties, "tier", "3")).isEqualTo(18);
    }

    private static int tier(Map<String, Map<String, List<String>>> parties, String party) {
        return Integer.parseInt(parties.get(party).get("tier").getFirst());
    }

    @Test
    void allOfA120ProductsAreMade() {
        var products = STORY.vocabulary("EPCClass");
        assertThat(count(products, "itemKind", "finished")).isEqualTo(120);
        Set<String> made = new HashSet<>();
        for (JsonNode event : STORY.events) {
            Story.amounts(event, "outputQuantityList").forEach(amount -> made.add(Story.product(amount.lot())));
            Story.instances(event, "outputEPCList").forEach(piece -> made.add(Story.product(piece)));
        }
        Set<String> finished = products.entrySet().stream()
                .filter(product -> product.getValue().get("itemKind").contains("finished"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        finished.removeAll(made);
        assertThat(finished.stream().map(products::get)).isEmpty();
    }

    @Test
    void ninetyDaysAreTold() {
        Set<LocalDate> days = STORY.events.stream()
                .map(event -> OffsetDateTime.parse(event.get("eventTime").asString())
                        .atZoneSameInstant(Story.SETTINGS.zone())
                        .toLocalDate())
                .collect(Collectors.toSet());
        assertThat(days).hasSize(90).contains(Story.SETTINGS.firstDay(), Story.SETTINGS.lastDay());
        assertThat(Story.SETTINGS.firstDay()).isEqualTo(LocalDate.of(2026, 1, 1));
    }

    @Test
    void theFactsCountTheEventsThatAreWritten() {
        assertThat(Story.FACTS.cast().events()).isEqualTo(STORY.told.size());
        assertThat(STORY.documents)
                .allSatisfy(document -> assertThat(document.events()).isBetween(1, 500));
        assertThat(STORY.documents.stream().mapToInt(DemoDocument::events).sum())
                .isEqualTo(STORY.told.size());
        assertThat(STORY.told).hasSizeBetween(6_000, 12_000);
    }

    @Test
    void everyMaterialOfAnEventHasANameAndAMakerInTheMasterData() {
        var products = STORY.vocabulary("EPCClass");
        var parties = STORY.vocabulary("Party");
        for (JsonNode event : STORY.events) {
            for (String field :
                    List.of("quantityList", "inputQuantityList", "outputQuantityList", "childQuantityList")) {
                for (Story.Amount amount : Story.amounts(event, field)) {
                    var product = products.get(Story.product(amount.lot()));
                    assertThat(product).as(amount.lot()).containsKeys("descriptionShort", "maker");
                    assertThat(product.get("unit")).containsExactly(amount.unit());
                    assertThat(parties)
                            .containsKey(Keys.canonical(product.get("maker").getFirst()));
                }
            }
        }
    }
}
