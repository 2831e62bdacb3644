package io.foodflow.notification.oncall;

import io.foodflow.notification.oncall.Calendar.Gap;
import io.foodflow.notification.oncall.Calendar.Shift;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes calendars of schedules.
 *
 * <p>Each layer's turns are cut to its hours. All beginnings and ends divide the time into pieces; the layers paint them in
 * their order, and those who stand in paint last, the newest at the end. What nobody painted is a gap. The cost is the number
 * of layers times that of the pieces.
 */
final class Turns {

    private static final long HOURS_A_DAY = 24;

    private final Instant from;
    private final Instant to;

    private Turns(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Who is on call then.
     *
     * @param standIns the newest last
     */
    static Calendar calendar(Plan plan, List<StandIn> standIns, Instant from, Instant to) {
        var turns = new Turns(from, to);
        var painted = new ArrayList<List<Shift>>();
        for (var layer : plan.layers()) {
            painted.add(turns.of(layer, plan.zone()));
        }
        for (var one : standIns) {
            painted.add(turns.cut(one.from(), one.to(), one.userId(), null, one.id()));
        }
        return turns.paint(painted);
    }

    private Calendar paint(List<List<Shift>> painted) {
        var bounds = new TreeSet<>(List.of(from, to));
        painted.forEach(shifts -> shifts.forEach(shift -> {
            bounds.add(shift.from());
            bounds.add(shift.to());
        }));
        var times = bounds.toArray(Instant[]::new);
        var pieces = new @Nullable Shift[times.length - 1];
        for (var shifts : painted) {
            for (var shift : shifts) {
                int end = Arrays.binarySearch(times, shift.to());
                for (int n = Arrays.binarySearch(times, shift.from()); n < end; n++) {
                    pieces[n] = shift;
                }
            }
        }
        var shifts = new ArrayList<Shift>();
        var gaps = new ArrayList<Gap>();
        for (int n = 0; n < pieces.length; ) {
            int end = n + 1;
            while (end < pieces.length && isSame(pieces[n], pieces[end])) {
                end++;
            }
            var piece = pieces[n];
            if (piece == null) {
                gaps.add(new Gap(times[n], times[end]));
            } else {
                shifts.add(new Shift(times[n], times[end], piece.userId(), piece.layer(), piece.overrideId()));
            }
            n = end;
        }
        return new Calendar(from, to, shifts, gaps);
    }

    private static boolean isSame(@Nullable Shift one, @Nullable Shift other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.userId().equals(other.userId())
                && Objects.equals(one.layer(), other.layer())
                && Objects.equals(one.overrideId(), other.overrideId());
    }

    private List<Shift> of(Layer layer, ZoneId zone) {
        var shifts = new ArrayList<Shift>();
        var open = layer.hours().isEmpty() ? List.of(new Gap(from, to)) : open(layer, zone);
        var end = layer.endsOn() == null
                ? to
                : earlier(
                        to, layer.endsOn().atTime(layer.handover()).atZone(zone).toInstant());
        for (long turn = first(layer, zone); begins(layer, zone, turn).isBefore(end); turn++) {
            var begin = begins(layer, zone, turn);
            var over = earlier(end, begins(layer, zone, turn + 1));
            var person = layer.people().get((int) (turn % layer.people().size()));
            for (var hours : open) {
                if (hours.from().isBefore(over) && begin.isBefore(hours.to())) {
                    shifts.addAll(
                            cut(later(begin, hours.from()), earlier(over, hours.to()), person, layer.name(), null));
                }
            }
        }
        return shifts;
    }

    /** The turn before that in which the calendar begins, or the first one: the lengths of days differ. */
    private long first(Layer layer, ZoneId zone) {
        var elapsed = Duration.between(begins(layer, zone, 0), from);
        return elapsed.isNegative() ? 0 : Math.max(0, elapsed.toHours() / hours(layer) - 1);
    }

    private static Instant begins(Layer layer, ZoneId zone, long turn) {
        var start = layer.startsOn();
        long hours = turn * hours(layer);
        return hours(layer) % HOURS_A_DAY == 0
                ? start.plusDays(hours / HOURS_A_DAY)
                        .atTime(layer.handover())
                        .atZone(zone)
                        .toInstant()
                : start.atTime(layer.handover()).atZone(zone).toInstant().plus(Duration.ofHours(hours));
    }

    private static long hours(Layer layer) {
        return switch (layer.rotation()) {
            case DAILY -> HOURS_A_DAY;
            case WEEKLY -> 7 * HOURS_A_DAY;
            case CUSTOM -> layer.shiftHours();
        };
    }

    /** The layer's hours of all days that the calendar may touch. */
    private List<Gap> open(Layer layer, ZoneId zone) {
        var open = new ArrayList<Gap>();
        var last = LocalDate.ofInstant(to, zone);
        for (var day = LocalDate.ofInstant(from, zone).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            for (var hours : layer.hours()) {
                if (hours.weekdays().contains(day.getDayOfWeek())) {
                    var end = hours.to().isAfter(hours.from()) ? day : day.plusDays(1);
                    open.add(new Gap(
                            day.atTime(hours.from()).atZone(zone).toInstant(),
                            end.atTime(hours.to()).atZone(zone).toInstant()));
                }
            }
        }
        return open;
    }

    /** The part of it that is in the calendar, if any is. */
    private List<Shift> cut(
            Instant begin, Instant end, UUID person, @Nullable String layer, @Nullable UUID overrideId) {
        var cutBegin = later(begin, from);
        var cutEnd = earlier(end, to);
        return cutBegin.isBefore(cutEnd) ? List.of(new Shift(cutBegin, cutEnd, person, layer, overrideId)) : List.of();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
