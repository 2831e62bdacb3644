package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Item;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Site;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one plant makes for another: butter and cream from the dairy. */
final class Transfers {
    private static final double MOST_DAYS = 4;
    private static final long EARLIEST = 18 * Agenda.HOUR;

    private final World world;
    private final Demand demand;
    private final Map<String, Long> onTheWay = new LinkedHashMap<>();

    Transfers(World world, Demand demand) {
        this.world = world;
        this.demand = demand;
    }

    void plan(long midnight) {
        for (Site from : world.company.plants()) {
            Set<String> made = new LinkedHashSet<>();
            for (Recipe recipe : world.company.recipesOf(from)) {
                made.add(recipe.key());
                recipe.byProduct().ifPresent(item -> made.add(item.material()));
            }
            for (Site to : world.company.plants()) {
                if (!to.equals(from)) {
                    long at = world.between(midnight + EARLIEST, midnight + EARLIEST + Agenda.HOUR);
                    made.forEach(material -> world.agenda.at(at, () -> transfer(from, to, material)));
                }
            }
        }
    }

    /** Stock for some days, and no longer than half of the shelf life. */
    private double targetDays(String material) {
        int shelfLifeDays = world.company.items().stream()
                .filter(item -> item.material().equals(material))
                .mapToInt(Item::shelfLifeDays)
                .findFirst()
                .orElseThrow();
        return Math.min(MOST_DAYS, shelfLifeDays / 2.0);
    }

    private void transfer(Site from, Site to, String material) {
        double daily = demand.daily(to, material);
        String key = to.key() + "/" + material;
        double missing =
                daily * targetDays(material) - world.stock(to).grams(material) - onTheWay.getOrDefault(key, 0L);
        if (daily == 0 || missing < daily * 1.2) {
            return;
        }
        List<Portion> portions = MaterialFlow.merged(world.stock(from).takeGrams(material, (long) missing));
        if (portions.isEmpty()) {
            return;
        }
        long grams = Portion.grams(portions);
        onTheWay.merge(key, grams, Long::sum);
        Consignment consignment = new Consignment(
                from,
                to,
                "po",
                world.journal.document(to, "PO"),
                world.journal.document(from, "DA"),
                world.palletise(from, portions, 2),
                List.of(),
                false);
        world.transport.send(consignment, (arrived, tooWarm) -> {
            portions.forEach(world.stock(to)::put);
            onTheWay.merge(key, -grams, Long::sum);
        });
    }
}
