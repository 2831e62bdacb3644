package io.foodflow.demo.simulation;

import io.foodflow.demo.epcis.Quantity;
import java.util.List;

/**
 * So much of a lot, in thousandths of its item's unit.
 */
record Portion(Lot lot, long thousandths) {
    long grams() {
        return lot.item().grams(thousandths);
    }

    Quantity quantity() {
        return new Quantity(lot.id(), thousandths, lot.item().unit());
    }

    static List<Quantity> quantities(List<Portion> portions) {
        return portions.stream().map(Portion::quantity).toList();
    }

    static long grams(List<Portion> portions) {
        return portions.stream().mapToLong(Portion::grams).sum();
    }

    static boolean contaminated(List<Portion> portions) {
        return portions.stream().anyMatch(portion -> portion.lot().contaminated());
    }
}
