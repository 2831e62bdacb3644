package io.foodflow.foodgraph.chainlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.foodgraph.chainlab.Network.Delivery;
import io.foodflow.foodgraph.chainlab.Network.Relation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTimesTest {

    private static final LocalDate FALLBACK = LocalDate.of(2026, 1, 1);

    @ParameterizedTest
    @CsvSource({
        "2020-06-12, 2020-06-12, 2020-06-12",
        "2020-06-12T10:00:00Z, 2020-06-12, 2020-06-12",
        "12.06.2020, 2020-06-12, 2020-06-12",
        "1/6/2020, 2020-06-01, 2020-06-01",
        "2020-02, 2020-02-01, 2020-02-29",
        "2016-01 (day unknown), 2016-01-01, 2016-01-31",
        "6/2020, 2020-06-01, 2020-06-30",
        "2020, 2020-01-01, 2020-12-31",
    })
    void readsADayAsFarAsItIsKnown(String text, LocalDate earliest, LocalDate latest) {
        assertThat(FuzzyDay.parse(text)).contains(new FuzzyDay(earliest, latest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"End 2022", "31.02.2020", "2020-13", "soon", "1.2.3", "20200"})
    void takesNoOtherTextForADay(String text) {
        assertThat(FuzzyDay.parse(text)).isEmpty();
    }

    @Test
    void givesANetworkWithoutDatesOneCommonTime() {
        var times = times(List.of(delivery("a", "", ""), delivery("b", "", "")), relation("a", "b"));
        assertThat(times.departure("a")).isEqualTo(day("2026-01-01"));
        assertThat(times.arrival("b")).isEqualTo(day("2026-01-01"));
    }

    @Test
    void letsAnUndatedDeliveryLeaveWhenItsPartsCame() {
        var times = times(
                List.of(delivery("a", "", "2020-01-05"), delivery("b", "", ""), delivery("c", "2020-01-09", "")),
                relation("a", "b"),
                relation("b", "c"));
        assertThat(times.departure("a")).isEqualTo(day("2020-01-05"));
        assertThat(times.departure("b")).isEqualTo(day("2020-01-05"));
        assertThat(times.arrival("c")).isEqualTo(day("2020-01-09"));
    }

    @Test
    void staysWithinAKnownMonth() {
        var times = times(
                List.of(delivery("a", "", "2020-03-05"), delivery("b", "2020-02", ""), delivery("c", "2020-03", "")),
                relation("a", "b"),
                relation("a", "c"));
        assertThat(times.departure("b")).isEqualTo(day("2020-02-29"));
        assertThat(times.departure("c")).isEqualTo(day("2020-03-05"));
    }

    @Test
    void reportsDeliveriesThatLeftBeforeTheirPartsCame() {
        var network =
                network(List.of(delivery("a", "", "2020-03-05"), delivery("b", "2020-03-04", "")), relation("a", "b"));
        assertThat(DeliveryTimes.contradictions(network)).containsExactly(new Relation("a", "b"));
    }

    @Test
    void endsWhereDeliveriesGoRoundInACircle() {
        var times = times(
                List.of(delivery("a", "2020-01-01", ""), delivery("b", "", ""), delivery("c", "", "")),
                relation("a", "b"),
                relation("b", "c"),
                relation("c", "b"));
        assertThat(times.departure("c")).isEqualTo(day("2020-01-01"));
    }

    /** Days are forgotten at random in networks whose true days are in order: what is assumed is in order again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverCutsAWayForWantOfADate(long seed) {
        var random = new Random(seed);
        var deliveries = new ArrayList<Delivery>();
        var relations = new ArrayList<Relation>();
        int[] arrivals = new int[200];
        for (int i = 0; i < 200; i++) {
            int departure = random.nextInt(3);
            for (int j = random.nextInt(3); j > 0 && i > 0; j--) {
                int earlier = random.nextInt(i);
                relations.add(new Relation("d" + earlier, "d" + i));
                departure = Math.max(departure, arrivals[earlier]);
            }
            arrivals[i] = departure + random.nextInt(4);
            deliveries.add(new Delivery(
                    "d" + i,
                    "s",
                    "t",
                    null,
                    null,
                    forget(random, departure),
                    forget(random, arrivals[i]),
                    null,
                    Map.of()));
        }
        var network = new Network(List.of(), deliveries, relations);
        var times = DeliveryTimes.of(network, FALLBACK);
        assertThat(deliveries).allSatisfy(delivery -> {
            assertThat(times.departure(delivery.id())).isBeforeOrEqualTo(times.arrival(delivery.id()));
            if (delivery.departure().isKnown()) {
                assertThat(times.departure(delivery.id()))
                        .isEqualTo(day(delivery.departure().earliest().toString()));
            }
        });
        assertThat(relations)
                .allSatisfy(relation ->
                        assertThat(times.arrival(relation.from())).isBeforeOrEqualTo(times.departure(relation.to())));
        assertThat(DeliveryTimes.contradictions(network)).isEmpty();
    }

    private static FuzzyDay forget(Random random, int day) {
        var date = LocalDate.of(2020, 1, 1).plusDays(day);
        return switch (random.nextInt(3)) {
            case 0 -> FuzzyDay.UNKNOWN;
            case 1 -> FuzzyDay.parse(date.toString().substring(0, 7)).orElseThrow();
            default -> new FuzzyDay(date, date);
        };
    }

    @Test
    void readsPlainAmountsAndLeavesOthers() {
        assertThat(Amount.parse("20 kg")).contains(new Amount(20, "KGM"));
        assertThat(Amount.parse("2,5 Litres")).contains(new Amount(2.5, "LTR"));
        assertThat(Amount.parse("2.0 paletts 18.4kg")).isEmpty();
        assertThat(Amount.parse("3 handfuls")).isEmpty();
    }

    private static DeliveryTimes times(List<Delivery> deliveries, Relation... relations) {
        return DeliveryTimes.of(network(deliveries, relations), FALLBACK);
    }

    private static Network network(List<Delivery> deliveries, Relation... relations) {
        return new Network(List.of(), deliveries, List.of(relations));
    }

    private static Delivery delivery(String id, String departure, String arrival) {
        return new Delivery(
                id,
                "s",
                "t",
                null,
                null,
                FuzzyDay.parse(departure).orElse(FuzzyDay.UNKNOWN),
                FuzzyDay.parse(arrival).orElse(FuzzyDay.UNKNOWN),
                null,
                Map.of());
    }

    private static Relation relation(String from, String to) {
        return new Relation(from, to);
    }

    private static Instant day(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }
}
