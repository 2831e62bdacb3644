package io.foodflow.notification.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.oncall.Calendar.Gap;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID CARL = new UUID(0, 3);

    private static Layer layer(String name, Rotation rotation, int hours, String startsOn, UUID... people) {
        return new Layer(
                name, List.of(people), rotation, hours, LocalDate.parse(startsOn), LocalTime.of(8, 0), null, List.of());
    }

    private static Layer within(Layer layer, EnumSet<DayOfWeek> days, String from, String to) {
        return new Layer(
                layer.name(),
                layer.people(),
                layer.rotation(),
                layer.shiftHours(),
                layer.startsOn(),
                layer.handover(),
                layer.endsOn(),
                List.of(new Layer.Hours(days, LocalTime.parse(from), LocalTime.parse(to))));
    }

    private static String said(Calendar calendar) {
        var said = new ArrayList<String>();
        calendar.shifts()
                .forEach(shift -> said.add("%s %s %s".formatted(shift.from(), name(shift.userId()), shift.layer())));
        calendar.gaps().forEach(gap -> said.add("%s - -".formatted(gap.from())));
        return String.join("\n", said.stream().sorted().toList());
    }

    private static String name(UUID person) {
        return person.equals(ANNA) ? "anna" : person.equals(BEN) ? "ben" : "carl";
    }

    private static Calendar calendar(String from, String to, Layer... layers) {
        return Turns.calendar(new Plan(BERLIN, List.of(layers)), List.of(), Instant.parse(from), Instant.parse(to));
    }

    @Test
    void handsOverWeekByWeekAtTheSameLocalTimeOverBothChangesOfClocks() {
        var weekly = layer("l", Rotation.WEEKLY, 0, "2026-10-12", ANNA, BEN);
        assertThat(said(calendar("2026-10-12T00:00:00Z", "2026-11-03T00:00:00Z", weekly)))
                .isEqualTo("""
                2026-10-12T00:00:00Z - -
                2026-10-12T06:00:00Z anna l
                2026-10-19T06:00:00Z ben l
                2026-10-26T07:00:00Z anna l
                2026-11-02T07:00:00Z ben l""");
        assertThat(said(calendar("2027-03-22T07:00:00Z", "2027-04-06T00:00:00Z", weekly)))
                .isEqualTo("""
                2027-03-22T07:00:00Z ben l
                2027-03-29T06:00:00Z anna l
                2027-04-05T06:00:00Z ben l""");
    }

    @Test
    void handsOverAfterHoursWhateverClocksDo() {
        var custom = layer("l", Rotation.CUSTOM, 12, "2026-10-24", ANNA, BEN);
        assertThat(said(calendar("2026-10-24T06:00:00Z", "2026-10-25T19:00:00Z", custom)))
                .isEqualTo("""
                2026-10-24T06:00:00Z anna l
                2026-10-24T18:00:00Z ben l
                2026-10-25T06:00:00Z anna l
                2026-10-25T18:00:00Z ben l""");
        var twoDays = layer("l", Rotation.CUSTOM, 48, "2026-10-24", ANNA, BEN);
        assertThat(said(calendar("2026-10-24T06:00:00Z", "2026-10-29T00:00:00Z", twoDays)))
                .isEqualTo("""
                2026-10-24T06:00:00Z anna l
                2026-10-26T07:00:00Z ben l
                2026-10-28T07:00:00Z anna l""");
    }

    @Test
    void countsLaterLayersAboveEarlierOnesInTheirHours() {
        var always = layer("base", Rotation.WEEKLY, 0, "2026-11-16", ANNA);
        var nights = within(
                layer("nights", Rotation.DAILY, 0, "2026-11-16", BEN, CARL),
                EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                "22:00",
                "06:00");
        assertThat(said(calendar("2026-11-16T12:00:00Z", "2026-11-18T12:00:00Z", always, nights)))
                .isEqualTo("""
                2026-11-16T12:00:00Z anna base
                2026-11-16T21:00:00Z ben nights
                2026-11-17T05:00:00Z anna base
                2026-11-17T21:00:00Z carl nights
                2026-11-18T05:00:00Z anna base""");
        assertThat(said(calendar("2026-11-16T12:00:00Z", "2026-11-17T12:00:00Z", nights)))
                .isEqualTo("""
                2026-11-16T12:00:00Z - -
                2026-11-16T21:00:00Z ben nights
                2026-11-17T05:00:00Z - -""");
    }

    @Test
    void letsTheNewestOfThoseWhoStandInCount() {
        var from = Instant.parse("2026-11-23T00:00:00Z");
        var first = standIn(BEN, from.plusSeconds(3_600), from.plusSeconds(4 * 3_600));
        var second = standIn(CARL, from.plusSeconds(2 * 3_600), from.plusSeconds(3 * 3_600));
        var calendar = Turns.calendar(
                new Plan(BERLIN, List.of(layer("l", Rotation.WEEKLY, 0, "2026-11-16", ANNA))),
                List.of(first, second),
                from,
                from.plusSeconds(5 * 3_600));
        assertThat(said(calendar)).isEqualTo("""
                2026-11-23T00:00:00Z anna l
                2026-11-23T01:00:00Z ben null
                2026-11-23T02:00:00Z carl null
                2026-11-23T03:00:00Z ben null
                2026-11-23T04:00:00Z anna l""");
        assertThat(calendar.shifts().get(2).overrideId()).isEqualTo(second.id());
    }

    private static StandIn standIn(UUID who, Instant from, Instant to) {
        return new StandIn(UUID.randomUUID(), who, from, to, "t", from);
    }

    @Test
    void endsALayerAndBeginsItNoEarlierThanItsFirstTurn() {
        var layer = new Layer(
                "l",
                List.of(ANNA),
                Rotation.DAILY,
                0,
                LocalDate.parse("2026-11-20"),
                LocalTime.of(8, 0),
                LocalDate.parse("2026-11-22"),
                List.of());
        assertThat(said(calendar("2026-11-19T00:00:00Z", "2026-11-24T00:00:00Z", layer)))
                .isEqualTo("""
                2026-11-19T00:00:00Z - -
                2026-11-20T07:00:00Z anna l
                2026-11-22T07:00:00Z - -""");
        assertThat(calendar("2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", layer)
                        .gaps())
                .containsExactly(new Gap(Instant.parse("2026-11-19T00:00:00Z"), Instant.parse("2026-11-20T00:00:00Z")));
    }

    /** Against a naive answer for single moments. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leavesNoMomentOutAndAgreesWithACountOfTurns(long seed) {
        var random = new Random(seed);
        var layers = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(n -> {
                    var layer = layer(
                            "l" + n,
                            Rotation.values()[random.nextInt(3)],
                            1 + random.nextInt(60),
                            LocalDate.of(2026, 10, 1)
                                    .plusDays(random.nextInt(30))
                                    .toString(),
                            ANNA,
                            BEN,
                            CARL);
                    return random.nextBoolean()
                            ? layer
                            : within(
                                    layer,
                                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.of(1 + random.nextInt(7))),
                                    "%02d:00".formatted(random.nextInt(24)),
                                    "%02d:30".formatted(random.nextInt(24)));
                })
                .toArray(Layer[]::new);
        var from = Instant.parse("2026-10-10T00:00:00Z").plusSeconds(random.nextInt(86_400));
        var to = from.plus(Duration.ofDays(30));
        var calendar = calendar(from.toString(), to.toString(), layers);

        var pieces = new ArrayList<Gap>(calendar.gaps());
        calendar.shifts().forEach(shift -> pieces.add(new Gap(shift.from(), shift.to())));
        pieces.sort(java.util.Comparator.comparing(Gap::from));
        assertThat(pieces.getFirst().from()).isEqualTo(from);
        assertThat(pieces.getLast().to()).isEqualTo(to);
        for (int n = 1; n < pieces.size(); n++) {
            assertThat(pieces.get(n).from()).isEqualTo(pieces.get(n - 1).to());
        }
        for (int n = 0; n < 200; n++) {
            var moment = from.plusSeconds(random.nextInt(30 * 86_400));
            var found = calendar.shifts().stream()
                    .filter(shift -> !moment.isBefore(shift.from()) && moment.isBefore(shift.to()))
                    .findFirst()
                    .map(shift -> shift.userId() + shift.layer())
                    .orElse(null);
            assertThat(found).as("%s of %d", moment, seed).isEqualTo(counted(layers, moment));
        }
    }

    private static @Nullable String counted(Layer[] layers, Instant moment) {
        for (int n = layers.length - 1; n >= 0; n--) {
            var layer = layers[n];
            var local = moment.atZone(BERLIN);
            if (!layer.hours().isEmpty() && !isOpen(layer.hours().getFirst(), local.toLocalDateTime())) {
                continue;
            }
            int turn = -1;
            while (!begin(layer, turn + 1).isAfter(moment)) {
                turn++;
            }
            if (turn >= 0) {
                return layer.people().get(turn % layer.people().size()) + layer.name();
            }
        }
        return null;
    }

    private static boolean isOpen(Layer.Hours hours, java.time.LocalDateTime local) {
        for (int back = 0; back < 2; back++) {
            var day = local.toLocalDate().minusDays(back);
            var end = hours.to().isAfter(hours.from()) ? day : day.plusDays(1);
            if (hours.weekdays().contains(day.getDayOfWeek())
                    && !local.isBefore(day.atTime(hours.from()))
                    && local.isBefore(end.atTime(hours.to()))) {
                return true;
            }
        }
        return false;
    }

    private static Instant begin(Layer layer, int turn) {
        var start = layer.startsOn().atTime(layer.handover());
        return switch (layer.rotation()) {
            case DAILY -> start.plusDays(turn).atZone(BERLIN).toInstant();
            case WEEKLY -> start.plusWeeks(turn).atZone(BERLIN).toInstant();
            case CUSTOM ->
                layer.shiftHours() % 24 == 0
                        ? start.plusHours((long) turn * layer.shiftHours())
                                .atZone(BERLIN)
                                .toInstant()
                        : start.atZone(BERLIN).toInstant().plusSeconds(3_600L * turn * layer.shiftHours());
        };
    }
}
