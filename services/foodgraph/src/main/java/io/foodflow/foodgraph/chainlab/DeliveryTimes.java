package io.foodflow.foodgraph.chainlab;

import io.foodflow.foodgraph.chainlab.Network.Delivery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Departure and arrival of each delivery. Where they are not known they are assumed such that no way through the network
 * is cut for want of a date: a thing leaves no earlier than what it was made of came, and comes no earlier than it left.
 * Known days are never changed, so a way that contradicts them stays cut.
 *
 * <p>Every delivery has two points, departure then arrival; a relation leads from the arrival of one to the departure of
 * the next. Along this order each open point takes the latest of its predecessors, or the network's first known day
 * where it has none; then, against the order, points that rest on that first day alone move up to the earliest of their
 * successors. A point within a known month or year stays there. Where deliveries go round in a circle, the first of them
 * in the document is taken to be the earliest. O(deliveries + relations). Days begin at midnight UTC.
 */
final class DeliveryTimes {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final FuzzyDay[] known;
    private final LocalDate[] days;
    private final boolean[] floating;
    private final int[][] next;
    private final int[][] previous;

    private DeliveryTimes(Network network, LocalDate fallback) {
        int points = 2 * network.deliveries().size();
        known = new FuzzyDay[points];
        days = new LocalDate[points];
        floating = new boolean[points];
        for (var delivery : network.deliveries()) {
            int no = numbers.size();
            numbers.put(delivery.id(), no);
            known[2 * no] = delivery.departure();
            known[2 * no + 1] = delivery.arrival();
        }
        next = lists(network, false);
        previous = lists(network, true);
        var first = first().orElse(fallback);
        var order = order();
        for (int point : order) {
            settle(point, first);
        }
        for (int i = order.length - 1; i >= 0; i--) {
            moveUp(order[i]);
        }
    }

    /** @param fallback the day of everything in a network without any date */
    static DeliveryTimes of(Network network, LocalDate fallback) {
        return new DeliveryTimes(network, fallback);
    }

    Instant departure(String delivery) {
        return start(days[2 * number(delivery)]);
    }

    Instant arrival(String delivery) {
        return start(days[2 * number(delivery) + 1]);
    }

    /** Whether either of its days is not from the document. */
    static boolean isAssumed(Delivery delivery) {
        return !delivery.departure().isKnown() || !delivery.arrival().isKnown();
    }

    private int number(String delivery) {
        return Objects.requireNonNull(numbers.get(delivery));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private Optional<LocalDate> first() {
        return Arrays.stream(known)
                .flatMap(day -> Stream.ofNullable(day.earliest()))
                .min(LocalDate::compareTo);
    }

    private int[][] lists(Network network, boolean backward) {
        int[] counts = new int[known.length];
        each(network, (from, to) -> counts[backward ? to : from]++);
        int[][] lists = new int[known.length][];
        Arrays.setAll(lists, point -> new int[counts[point]]);
        each(network, (from, to) -> {
            int at = backward ? to : from;
            lists[at][--counts[at]] = backward ? from : to;
        });
        return lists;
    }

    private interface Step {
        void take(int from, int to);
    }

    private void each(Network network, Step step) {
        for (int point = 0; point < known.length; point += 2) {
            step.take(point, point + 1);
        }
        network.relations().forEach(relation -> step.take(2 * number(relation.from()) + 1, 2 * number(relation.to())));
    }

    /** The points, each after its predecessors; where they go in a circle, the first of the document begins it. */
    private int[] order() {
        int[] order = new int[known.length];
        int[] waiting = new int[known.length];
        boolean[] taken = new boolean[known.length];
        var ready = new ArrayDeque<Integer>();
        for (int point = 0; point < waiting.length; point++) {
            waiting[point] = previous[point].length;
            if (waiting[point] == 0) {
                ready.add(point);
            }
        }
        int stuck = 0;
        for (int count = 0; count < order.length; ) {
            if (ready.isEmpty()) {
                while (taken[stuck]) {
                    stuck++;
                }
                ready.add(stuck);
            }
            int point = ready.remove();
            if (!taken[point]) {
                taken[point] = true;
                order[count++] = point;
                for (int follower : next[point]) {
                    if (--waiting[follower] == 0) {
                        ready.add(follower);
                    }
                }
            }
        }
        return order;
    }

    private void settle(int point, LocalDate first) {
        LocalDate latest = known[point].earliest();
        boolean resting = true;
        for (int before : previous[point]) {
            if (days[before] != null) {
                resting &= floating[before];
                latest = latest == null || days[before].isAfter(latest) ? days[before] : latest;
            }
        }
        floating[point] = resting && !known[point].isKnown();
        days[point] = within(known[point], latest == null ? first : latest);
    }

    private void moveUp(int point) {
        if (floating[point]) {
            @Nullable LocalDate earliest = null;
            for (int after : next[point]) {
                earliest = earliest == null || days[after].isBefore(earliest) ? days[after] : earliest;
            }
            if (earliest != null && earliest.isAfter(days[point])) {
                days[point] = within(known[point], earliest);
            }
        }
    }

    private static LocalDate within(FuzzyDay known, LocalDate day) {
        if (known.isKnown()) {
            return Objects.requireNonNull(known.earliest());
        }
        return known.latest() != null && day.isAfter(known.latest()) ? known.latest() : day;
    }

    /** Ways that no date allows: relations whose delivery leaves before the other came, by the known days. */
    static List<Network.Relation> contradictions(Network network) {
        var byId = new HashMap<String, Delivery>();
        network.deliveries().forEach(delivery -> byId.put(delivery.id(), delivery));
        return network.relations().stream()
                .filter(relation -> {
                    var came = Objects.requireNonNull(byId.get(relation.from()))
                            .arrival()
                            .earliest();
                    var left = Objects.requireNonNull(byId.get(relation.to()))
                            .departure()
                            .latest();
                    return came != null && left != null && left.isBefore(came);
                })
                .toList();
    }
}
