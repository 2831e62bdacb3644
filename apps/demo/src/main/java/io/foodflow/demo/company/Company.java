package io.foodflow.demo.company;

import java.util.List;
import java.util.Map;

/**
 * The group with all its neighbours; immutable.
 *
 * @param items by {@link Item#number()}
 * @param plants dairy, bakery, dessert plant
 * @param suppliers a site each
 * @param shops shop i is served by distribution centre i modulo their number
 * @param chains what is bought, by key
 * @param recipes by key, each plant's in the order of its rotation
 * @param sources from whom a supplier buys, by the supplier's key
 */
public record Company(
        List<Item> items,
        List<Site> plants,
        List<Site> suppliers,
        List<Site> distributionCentres,
        List<Site> shops,
        Map<String, SupplyChain> chains,
        Map<String, Recipe> recipes,
        List<Equipment> equipment,
        Map<String, List<Site>> sources) {
    /** The group's name; like all names of the demo it is invented. */
    public static final String NAME = "Sennwies Food Group";

    /** The recipes of a plant. */
    public List<Recipe> recipesOf(Site plant) {
        return recipes.values().stream()
                .filter(recipe -> recipe.plant().equals(plant))
                .toList();
    }
}
