package io.foodflow.demo.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Finished goods of a plant or a customer's warehouse. Picking prefers what has lain longest. */
final class Shelf {
    /** Below this a remainder is taken whole: 48 pieces. */
    private static final long SMALL = 48_000;

    private final List<Portion> portions = new ArrayList<>();

    void put(Portion portion) {
        portions.add(portion);
    }

    int size() {
        return portions.size();
    }

    /**
     * Picks parts of so many lots; fewer where there are fewer, or where a lot met by chance would expire tomorrow.
     *
     * @param leastPercent the smallest part of a lot that is picked; more by chance, up to 40 % more
     */
    List<Portion> pick(int lines, int leastPercent, LocalDate today, SplittableRandom random) {
        List<Portion> picked = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < lines && first < portions.size(); i++) {
            double r = random.nextDouble();
            int index = first + (int) ((portions.size() - first) * r * r);
            Portion portion = portions.get(index);
            if (!portion.lot().expires().isAfter(today.plusDays(1))) {
                continue;
            }
            long part = portion.thousandths() / 1000 * (leastPercent + random.nextInt(40)) / 100 * 1000;
            portions.remove(index);
            if (portion.thousandths() - part < SMALL || part == 0) {
                picked.add(portion);
            } else {
                picked.add(new Portion(portion.lot(), part));
                portions.add(first++, new Portion(portion.lot(), portion.thousandths() - part));
            }
        }
        return picked;
    }

    /** Takes out what may not be sold after the day. */
    List<Portion> removeExpired(LocalDate day) {
        List<Portion> expired = new ArrayList<>();
        portions.removeIf(portion -> {
            boolean out = !portion.lot().expires().isAfter(day);
            if (out) {
                expired.add(portion);
            }
            return out;
        });
        return expired;
    }
}
