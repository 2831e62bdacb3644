package io.foodflow.demo;

import static io.foodflow.demo.Story.amounts;
import static io.foodflow.demo.Story.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.foodflow.demo.Story.Amount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Books every event on accounts of place and lot, as a stock ledger would. */
class LedgerTest {
    private static final Story STORY = Story.OF_SEED_7;
    private static final double TOLERANCE = 1e-6;

    private final Map<String, Double> accounts = new HashMap<>();
    private final Map<String, List<Amount>> pallets = new HashMap<>();
    private final List<String> overdrawn = new ArrayList<>();

    private void book(String place, Amount amount, double sign) {
        double balance = accounts.merge(place + " " + amount.lot(), sign * amount.quantity(), Double::sum);
        if (balance < -TOLERANCE) {
            overdrawn.add(place + " " + amount + " " + balance);
        }
    }

    private List<Amount> goods(JsonNode event) {
        List<Amount> goods = new ArrayList<>(amounts(event, "quantityList"));
        Story.instances(event, "epcList").forEach(pallet -> goods.addAll(pallets.getOrDefault(pallet, List.of())));
        return goods;
    }

    @Test
    void nothingIsUsedOrShippedThatIsNotThere() {
        for (JsonNode event : STORY.events) {
            String place = Story.place(event);
            amounts(event, "inputQuantityList").forEach(amount -> book(place, amount, -1));
            amounts(event, "outputQuantityList").forEach(amount -> book(place, amount, 1));
            switch (step(event)) {
                case "packing" ->
                    pallets.put(Keys.canonical(event.get("parentID").asString()), amounts(event, "childQuantityList"));
                case "shipping", "destroying" -> goods(event).forEach(amount -> book(place, amount, -1));
                case "receiving" -> goods(event).forEach(amount -> book(place, amount, 1));
                case "creating_class_instance" ->
                    amounts(event, "quantityList").forEach(amount -> book(place, amount, 1));
                default -> {}
            }
        }
        assertThat(overdrawn).isEmpty();
        assertThat(accounts).hasSizeGreaterThan(2000);
    }

    @Test
    void goodsAreReceivedAfterTheyWereShipped() {
        Map<String, Long> left = new HashMap<>();
        Set<String> early = new HashSet<>();
        for (JsonNode event : STORY.events) {
            for (JsonNode document : event.path("bizTransactionList")) {
                if (document.get("type").asString().equals("desadv")) {
                    String advice = document.get("bizTransaction").asString();
                    if (step(event).equals("shipping")) {
                        left.put(advice, Story.millis(event));
                    } else if (left.getOrDefault(advice, Long.MAX_VALUE) >= Story.millis(event)) {
                        early.add(advice);
                    }
                }
            }
        }
        assertThat(early).isEmpty();
        assertThat(left).hasSizeGreaterThan(1000);
    }

    @Test
    void eventsAreToldInTheOrderOfTimeCorrectionsApart() {
        long last = 0;
        for (JsonNode event : STORY.told) {
            if (!event.has("eventID")) {
                assertThat(Story.millis(event)).isGreaterThan(last);
                last = Story.millis(event);
            }
        }
    }

    @Test
    void noLotIsUsedAfterItsDate() {
        Map<String, String> expiry = new HashMap<>();
        for (JsonNode event : STORY.events) {
            if (event.has("ilmd")) {
                List<Amount> made = amounts(event, event.has("action") ? "quantityList" : "outputQuantityList");
                if (!made.isEmpty()) {
                    expiry.put(
                            made.getFirst().lot(),
                            event.get("ilmd").get("cbvmda:itemExpirationDate").asString());
                }
            }
            String day = event.get("eventTime").asString().substring(0, 10);
            amounts(event, "inputQuantityList").forEach(amount -> {
                if (expiry.containsKey(amount.lot())) {
                    assertThat(expiry.get(amount.lot())).as(amount.lot()).isGreaterThanOrEqualTo(day);
                }
            });
        }
    }

    @Test
    void whatGoesIntoARunComesOutOrIsLost() {
        Map<String, Map<String, List<String>>> products = STORY.vocabulary("EPCClass");
        Map<String, Balance> runs = new HashMap<>();
        int number = 0;
        for (JsonNode event : STORY.events) {
            number++;
            if (Story.type(event).equals("TransformationEvent")) {
                double out = kilograms(products, event, "outputQuantityList");
                for (String piece : Story.instances(event, "outputEPCList")) {
                    out += weight(products, Story.product(piece));
                }
                double in = kilograms(products, event, "inputQuantityList")
                        + event.path("ff:addedWater").asDouble(0);
                Balance balance = new Balance(in, out, event.path("ff:loss").asDouble(0));
                runs.merge(event.path("transformationID").asString(Integer.toString(number)), balance, Balance::plus);
            }
        }
        assertThat(runs).hasSizeGreaterThan(1500);
        // A run still at work when the story ends has told its inputs and no output.
        assertThat(runs.values()).filteredOn(balance -> balance.out == 0).hasSizeLessThan(10);
        assertThat(runs.values()).filteredOn(balance -> balance.out > 0).allSatisfy(balance -> {
            assertThat(balance.loss).isNotNegative();
            assertThat(balance.out + balance.loss).isCloseTo(balance.in, offset(0.01));
        });
    }

    /** Kilograms into a run, out of it, and declared lost. */
    private record Balance(double in, double out, double loss) {
        Balance plus(Balance other) {
            return new Balance(in + other.in, out + other.out, loss + other.loss);
        }
    }

    private static double kilograms(Map<String, Map<String, List<String>>> products, JsonNode event, String field) {
        return amounts(event, field).stream()
                .mapToDouble(amount -> amount.quantity() * weight(products, Story.product(amount.lot())))
                .sum();
    }

    private static double weight(Map<String, Map<String, List<String>>> products, String product) {
        return Double.parseDouble(products.get(product)
                .getOrDefault("kilogramsPerUnit", List.of("0"))
                .getFirst());
    }
}
