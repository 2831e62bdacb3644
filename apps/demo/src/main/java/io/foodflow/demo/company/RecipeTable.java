package io.foodflow.demo.company;

import io.foodflow.demo.company.Recipe.Input;
import io.foodflow.demo.company.Recipe.Product;
import io.foodflow.demo.company.Recipe.Rework;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads recipes and products, enters their items in the catalogue and works out their allergens. */
final class RecipeTable {
    private static final int REWORK_SHELF_LIFE_DAYS = 30;

    private final Map<String, Site> plants = new LinkedHashMap<>();
    private final Catalogue catalogue;
    /** Allergens of each material known so far; a recipe stands below those it uses. */
    private final Map<String, Set<Allergen>> allergens = new LinkedHashMap<>();

    RecipeTable(List<Site> plants, Map<String, SupplyChain> chains, Catalogue catalogue) {
        plants.forEach(plant -> this.plants.put(plant.key(), plant));
        chains.forEach((key, chain) -> allergens.put(key, chain.delivered().allergens()));
        this.catalogue = catalogue;
    }

    Map<String, Recipe> read() {
        List<List<String>> products = Table.rows("products.txt");
        Map<String, Recipe> recipes = new LinkedHashMap<>();
        for (List<String> row : Table.rows("recipes.txt")) {
            List<List<String>> own = products.stream()
                    .filter(product -> product.get(0).equals(row.get(0)))
                    .toList();
            recipes.put(row.get(0), recipe(row, own));
        }
        return recipes;
    }

    private Recipe recipe(List<String> row, List<List<String>> productRows) {
        String key = row.get(0);
        Site plant = plant(row.get(1));
        Unit unit = Unit.valueOf(row.get(3));
        double kgPerUnit = Double.parseDouble(row.get(4));
        int shelfLifeDays = Integer.parseInt(row.get(6));
        List<Input> inputs = new ArrayList<>();
        for (String part : Table.parts(row.get(8), ",")) {
            inputs.add(input(part));
        }
        Set<Allergen> contained =
                Catalogue.union(inputs.stream().map(this::allergensOf).toList());
        boolean chilled = plant.key().equals("dairy") || key.equals("pudding") || key.equals("mousse");
        Item bulk = catalogue.add(
                plant.organisation(),
                row.get(2),
                key,
                ItemKind.BULK,
                unit,
                kgPerUnit,
                shelfLifeDays,
                contained,
                chilled);
        allergens.put(key, contained);
        Optional<ByProduct> byProduct = byProduct(key, plant, row.get(10), shelfLifeDays, contained);
        Rework rework = Rework.valueOf(row.get(13).toUpperCase(Locale.ROOT));
        Optional<Item> reworkItem = rework == Rework.TANK
                ? Optional.of(catalogue.add(
                        plant.organisation(),
                        "Rework " + row.get(2).toLowerCase(Locale.ROOT),
                        key + "-rework",
                        ItemKind.REWORK,
                        unit,
                        kgPerUnit,
                        REWORK_SHELF_LIFE_DAYS,
                        contained,
                        false))
                : Optional.empty();
        List<Product> products = new ArrayList<>();
        for (List<String> product : productRows) {
            products.add(product(plant, product, contained, chilled));
        }
        return new Recipe(
                key,
                plant,
                bulk,
                Math.round(Double.parseDouble(row.get(5)) * 1000),
                Integer.parseInt(row.get(7)),
                inputs,
                Double.parseDouble(row.get(9)),
                byProduct.map(ByProduct::item),
                byProduct.map(ByProduct::perKg).orElse(0.0),
                row.get(11),
                row.get(12),
                rework,
                reworkItem,
                products);
    }

    private record ByProduct(Item item, double perKg) {}

    /** A by-product with a word of its own is used by recipes under it (cream); the others are sold off. */
    private Optional<ByProduct> byProduct(
            String recipe, Site plant, String cell, int shelfLifeDays, Collection<Allergen> contained) {
        if (cell.equals("-")) {
            return Optional.empty();
        }
        List<String> parts = Table.parts(cell, ":");
        String material = parts.size() > 3 ? parts.get(3) : recipe + "-by-product";
        allergens.put(material, Set.copyOf(contained));
        Item item = catalogue.add(
                plant.organisation(),
                parts.get(0),
                material,
                parts.size() > 3 ? ItemKind.BULK : ItemKind.BY_PRODUCT,
                Unit.valueOf(parts.get(1)),
                1,
                shelfLifeDays,
                Set.copyOf(contained),
                true);
        return Optional.of(new ByProduct(item, Double.parseDouble(parts.get(2))));
    }

    private Product product(Site plant, List<String> row, Set<Allergen> bulk, boolean chilled) {
        Optional<Input> addition = row.get(4).equals("-") ? Optional.empty() : Optional.of(input(row.get(4)));
        Item item = catalogue.add(
                plant.organisation(),
                row.get(1),
                "",
                ItemKind.FINISHED,
                Unit.EA,
                Double.parseDouble(row.get(2)),
                Integer.parseInt(row.get(3)),
                Catalogue.union(List.of(bulk, addition.map(this::allergensOf).orElse(Set.of()))),
                chilled);
        return new Product(
                item, addition, Table.parts(row.get(5), ","), row.get(6).equals("serial"));
    }

    private static Input input(String part) {
        List<String> cells = Table.parts(part, ":");
        return new Input(cells.get(0), Double.parseDouble(cells.get(1)));
    }

    private Set<Allergen> allergensOf(Input input) {
        Set<Allergen> known = allergens.get(input.key());
        if (known == null) {
            throw new IllegalStateException("recipe input " + input.key() + " is neither bought nor made above");
        }
        return known;
    }

    private Site plant(String key) {
        Site plant = plants.get(key);
        if (plant == null) {
            throw new IllegalStateException("recipes.txt names the plant " + key + ", plants.txt does not");
        }
        return plant;
    }
}
