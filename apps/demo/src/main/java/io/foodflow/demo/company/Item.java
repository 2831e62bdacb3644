package io.foodflow.demo.company;

import io.foodflow.demo.gs1.Gtin;
import java.util.Set;

/**
 * A kind of material of one maker.
 *
 * @param number dense, from 0, in the order of the company's list
 * @param material the word by which recipes ask for it, whoever made it; empty for what recipes never ask for
 * @param kgPerUnit food in a unit, in kg: 1 for kilograms, the density for litres, the net weight for pieces, 0 for packaging
 * @param chilled carried cold, with a temperature record
 */
public record Item(
        int number,
        Gtin gtin,
        String name,
        String material,
        ItemKind kind,
        Organisation maker,
        Unit unit,
        double kgPerUnit,
        int shelfLifeDays,
        Set<Allergen> allergens,
        boolean chilled) {
    public Item {
        allergens = Set.copyOf(allergens);
    }

    /** Mass in grams of a quantity in thousandths of the unit. */
    public long grams(long thousandths) {
        return Math.round(thousandths * kgPerUnit);
    }

    /** The largest quantity in thousandths that weighs no more than this; whole units where the unit is a piece. */
    public long thousandthsOf(long grams) {
        long thousandths = (long) Math.floor(grams / kgPerUnit + 1e-6);
        return unit == Unit.EA ? thousandths - thousandths % 1000 : thousandths;
    }
}
