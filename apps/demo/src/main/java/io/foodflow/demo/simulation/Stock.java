package io.foodflow.demo.simulation;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ingredients, packaging and bulk of a plant, by the word recipes ask with; what came first is used first. */
final class Stock {
    private static final long DUST = 50;

    private final Map<String, Deque<Portion>> byMaterial = new LinkedHashMap<>();
    private final Map<String, Long> available = new LinkedHashMap<>();

    void put(Portion portion) {
        String material = portion.lot().item().material();
        byMaterial.computeIfAbsent(material, key -> new ArrayDeque<>()).addLast(portion);
        available.merge(material, portion.thousandths(), Long::sum);
    }

    /** Thousandths of the material's unit. */
    long available(String material) {
        return available.getOrDefault(material, 0L);
    }

    /** Grams of the material; 0 where there is none. */
    long grams(String material) {
        Deque<Portion> portions = byMaterial.get(material);
        return portions == null || portions.isEmpty()
                ? 0
                : portions.peekFirst().lot().item().grams(available(material));
    }

    /** So many grams, or as much as there is. */
    List<Portion> takeGrams(String material, long grams) {
        Deque<Portion> portions = byMaterial.get(material);
        return portions == null || portions.isEmpty()
                ? List.of()
                : take(material, portions.peekFirst().lot().item().thousandthsOf(grams));
    }

    /** So many thousandths, or as much as there is; a little more where only dust of a lot would stay behind. */
    List<Portion> take(String material, long thousandths) {
        List<Portion> taken = new ArrayList<>();
        long missing = Math.min(thousandths, available(material));
        Deque<Portion> portions = byMaterial.getOrDefault(material, new ArrayDeque<>());
        while (missing > 0) {
            Portion first = portions.removeFirst();
            long part = Math.min(missing, first.thousandths());
            if (first.thousandths() - part < DUST) {
                part = first.thousandths();
            }
            taken.add(new Portion(first.lot(), part));
            if (part < first.thousandths()) {
                portions.addFirst(new Portion(first.lot(), first.thousandths() - part));
            }
            available.merge(material, -part, Long::sum);
            missing -= part;
        }
        return taken;
    }

    /** Takes out what may not be used after the day. */
    List<Portion> removeExpired(LocalDate day) {
        List<Portion> expired = new ArrayList<>();
        byMaterial.forEach((material, portions) -> portions.removeIf(portion -> {
            boolean out = !portion.lot().expires().isAfter(day);
            if (out) {
                expired.add(portion);
                available.merge(material, -portion.thousandths(), Long::sum);
            }
            return out;
        }));
        return expired;
    }
}
