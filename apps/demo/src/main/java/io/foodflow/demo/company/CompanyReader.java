package io.foodflow.demo.company;

import io.foodflow.demo.company.SupplyChain.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the company together from its tables. */
public final class CompanyReader {
    private CompanyReader() {}

    /**
     * The company with so many customers and so many machines of each kind; always the same for the same numbers.
     *
     * @param lines machines of each kind a plant has
     */
    public static Company read(int distributionCentres, int shops, int lines) {
        List<Site> plants = Network.plants();
        List<Site> suppliers = Network.suppliers();
        Catalogue catalogue = new Catalogue();
        Map<String, SupplyChain> chains = new SupplyTable(suppliers, catalogue).read();
        Map<String, Recipe> recipes = new RecipeTable(plants, chains, catalogue).read();
        return new Company(
                List.copyOf(catalogue.items()),
                List.copyOf(plants),
                List.copyOf(suppliers),
                List.copyOf(Network.customers(Site.Kind.DISTRIBUTION_CENTRE, distributionCentres)),
                List.copyOf(Network.customers(Site.Kind.SHOP, shops)),
                Collections.unmodifiableMap(chains),
                Collections.unmodifiableMap(recipes),
                equipment(recipes, lines),
                sources(chains));
    }

    private static List<Equipment> equipment(Map<String, Recipe> recipes, int lines) {
        List<Equipment> all = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (Recipe recipe : recipes.values()) {
            for (String name : List.of(recipe.bulkLine(), recipe.fillLine())) {
                if (name.equals("-") || !seen.add(recipe.plant().key() + "/" + name)) {
                    continue;
                }
                int kind = numbers.merge(recipe.plant().key(), 1, Integer::sum);
                for (int line = 1; line <= lines; line++) {
                    all.add(machine(recipe.plant(), kind, line, lines == 1 ? name : name + " " + line));
                }
            }
        }
        return List.copyOf(all);
    }

    private static Equipment machine(Site plant, int kind, int line, String name) {
        var prefix = plant.gln().prefix();
        String reference = kind + "-" + line;
        return new Equipment(prefix.asset("EQ" + reference), prefix.asset("TS" + reference), name, plant);
    }

    private static Map<String, List<Site>> sources(Map<String, SupplyChain> chains) {
        Map<String, Set<Site>> sources = new LinkedHashMap<>();
        for (SupplyChain chain : chains.values()) {
            List<Step> steps = chain.steps();
            for (int i = 1; i < steps.size(); i++) {
                for (SupplyChain.Maker buyer : steps.get(i).makers()) {
                    Set<Site> from = sources.computeIfAbsent(buyer.site().key(), key -> new LinkedHashSet<>());
                    steps.get(i - 1).makers().forEach(maker -> from.add(maker.site()));
                }
            }
        }
        Map<String, List<Site>> lists = new LinkedHashMap<>();
        sources.forEach((buyer, from) -> lists.put(buyer, List.copyOf(from)));
        return Collections.unmodifiableMap(lists);
    }
}
