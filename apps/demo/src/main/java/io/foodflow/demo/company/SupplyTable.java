package io.foodflow.demo.company;

import io.foodflow.demo.company.SupplyChain.Maker;
import io.foodflow.demo.company.SupplyChain.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the supply chains and enters their items in the catalogue. */
final class SupplyTable {
    private static final double MILK_KG_PER_LITRE = 1.03;
    private static final int CHILLED_BELOW_DAYS = 22;

    private final Map<String, Site> suppliers = new LinkedHashMap<>();
    private final Catalogue catalogue;
    /** One item a maker and name: two chains that begin with the same farm's milk share it. */
    private final Map<String, Item> known = new LinkedHashMap<>();

    SupplyTable(List<Site> suppliers, Catalogue catalogue) {
        suppliers.forEach(site -> this.suppliers.put(site.key(), site));
        this.catalogue = catalogue;
    }

    Map<String, SupplyChain> read() {
        Map<String, SupplyChain> chains = new LinkedHashMap<>();
        for (List<String> row : Table.rows("supply.txt")) {
            String key = row.get(0);
            List<String> cells = Table.parts(row.get(4), ">");
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                steps.add(step(key, cells.get(i), i == cells.size() - 1));
            }
            chains.put(
                    key,
                    new SupplyChain(
                            key,
                            Integer.parseInt(row.get(1)),
                            Integer.parseInt(row.get(2)),
                            row.get(3).equals("pallets"),
                            steps));
        }
        return chains;
    }

    private Step step(String key, String cell, boolean last) {
        List<String> parts = Table.parts(cell, "/");
        List<Maker> makers = new ArrayList<>();
        for (String maker : Table.parts(parts.get(0), ",")) {
            Site site = suppliers.get(maker);
            if (site == null) {
                throw new IllegalStateException("supply.txt names the maker " + maker + ", suppliers.txt does not");
            }
            makers.add(new Maker(site, item(site, last ? key : "", parts, last)));
        }
        return new Step(makers, Double.parseDouble(parts.get(3)));
    }

    private Item item(Site site, String material, List<String> parts, boolean last) {
        Unit unit = Unit.valueOf(parts.get(2));
        int shelfLifeDays = Integer.parseInt(parts.get(4));
        ItemKind kind = unit == Unit.EA ? ItemKind.PACKAGING : last ? ItemKind.INGREDIENT : ItemKind.RAW;
        return known.computeIfAbsent(
                site.key() + "/" + parts.get(1),
                name -> catalogue.add(
                        site.organisation(),
                        parts.get(1),
                        material,
                        kind,
                        unit,
                        switch (unit) {
                            case KGM -> 1;
                            case LTR -> MILK_KG_PER_LITRE;
                            case EA -> 0;
                        },
                        shelfLifeDays,
                        allergens(parts.get(5)),
                        shelfLifeDays < CHILLED_BELOW_DAYS));
    }

    private static Set<Allergen> allergens(String cell) {
        EnumSet<Allergen> allergens = EnumSet.noneOf(Allergen.class);
        for (String word : Table.optionalParts(cell)) {
            allergens.add(Allergen.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return allergens;
    }
}
