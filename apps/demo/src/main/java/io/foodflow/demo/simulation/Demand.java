package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Company;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.company.SupplyChain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the plants use of each material on a day, worked out from programme and recipes. */
final class Demand {
    /** By plant and material: grams a day, or thousandths of a piece. */
    private final Map<String, Double> daily = new LinkedHashMap<>();

    Demand(Company company, Scale scale) {
        for (Site plant : company.plants()) {
            List<Recipe> filled = Programme.rotation(company, plant);
            double batchesADay = scale.lines() * Programme.familiesADay(plant) * Programme.workingShare(plant);
            for (Recipe recipe : filled) {
                double grams = recipe.batchGrams() * batchesADay / filled.size();
                bulk(company, recipe, grams);
                filling(company, recipe, grams);
            }
        }
    }

    /** Grams, or thousandths of a piece. */
    double daily(Site plant, String material) {
        return daily.getOrDefault(plant.key() + "/" + material, 0.0);
    }

    private void bulk(Company company, Recipe recipe, double grams) {
        for (Recipe.Input input : recipe.inputs()) {
            use(company, recipe.plant(), input.key(), grams * input.perKg());
        }
    }

    private void filling(Company company, Recipe recipe, double grams) {
        double each = grams / recipe.products().size();
        for (Recipe.Product product : recipe.products()) {
            product.addition().ifPresent(input -> use(company, recipe.plant(), input.key(), each * input.perKg()));
            if (!product.serialised()) {
                double thousandths = each / product.item().kgPerUnit();
                product.packaging().forEach(piece -> add(recipe.plant(), piece, thousandths));
            }
        }
    }

    private void use(Company company, Site plant, String material, double grams) {
        add(plant, material, grams);
        Recipe own = company.recipes().get(material);
        if (own != null && own.plant().equals(plant) && own.products().isEmpty()) {
            bulk(company, own, grams);
        }
    }

    private void add(Site plant, String material, double amount) {
        daily.merge(plant.key() + "/" + material, amount, Double::sum);
    }

    /** Whether a plant buys a material. */
    boolean buys(Site plant, SupplyChain chain) {
        return daily(plant, chain.key()) > 0;
    }
}
