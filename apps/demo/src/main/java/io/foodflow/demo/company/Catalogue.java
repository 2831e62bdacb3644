package io.foodflow.demo.company;

import io.foodflow.demo.gs1.CompanyPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives items their numbers while the company is read: each maker counts its trade items from 1. */
final class Catalogue {
    private final List<Item> items = new ArrayList<>();
    private final Map<CompanyPrefix, Integer> counters = new HashMap<>();

    List<Item> items() {
        return items;
    }

    Item add(
            Organisation maker,
            String name,
            String material,
            ItemKind kind,
            Unit unit,
            double kgPerUnit,
            int shelfLifeDays,
            Set<Allergen> allergens,
            boolean chilled) {
        CompanyPrefix prefix = maker.gln().prefix();
        int reference = counters.merge(prefix, 1, Integer::sum);
        Item item = new Item(
                items.size(),
                prefix.tradeItem(reference),
                name,
                material,
                kind,
                maker,
                unit,
                kgPerUnit,
                shelfLifeDays,
                allergens,
                chilled);
        items.add(item);
        return item;
    }

    /** Allergens of everything that goes in. */
    static Set<Allergen> union(Collection<Set<Allergen>> sets) {
        EnumSet<Allergen> all = EnumSet.noneOf(Allergen.class);
        sets.forEach(all::addAll);
        return all;
    }
}
