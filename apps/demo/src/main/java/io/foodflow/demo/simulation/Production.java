package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Allergen;
import io.foodflow.demo.company.Equipment;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.epcis.EventKind;
import io.foodflow.demo.epcis.Extension;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plants' programme: which line makes which bulk when, and on which machines. */
final class Production {
    private static final int FIRST_DAY = 2;
    private static final int MISSED_CLEANING_FROM_DAY = 50;

    private final World world;
    private final Demand demand;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, Integer> nextProduct = new LinkedHashMap<>();
    private final Map<String, ReworkTank> tanks = new LinkedHashMap<>();
    private int cleanings;
    private Optional<MissedCleaning> missedCleaning = Optional.empty();

    /** A product that followed another on an uncleaned machine. */
    record MissedCleaning(Equipment machine, Lot lot, Set<Allergen> allergens) {}

    Production(World world, Demand demand) {
        this.world = world;
        this.demand = demand;
        for (Equipment equipment : world.company.equipment()) {
            machines.put(equipment.plant().key() + "/" + equipment.name(), new Machine(equipment));
        }
    }

    World world() {
        return world;
    }

    int cleanings() {
        return cleanings;
    }

    Optional<MissedCleaning> missedCleaning() {
        return missedCleaning;
    }

    /** Probes are mounted on the machines before anything runs. */
    void mountProbes() {
        for (Machine machine : machines.values()) {
            Equipment equipment = machine.equipment();
            world.journal.tell(EpcisEvent.at(equipment.plant(), EventKind.ASSOCIATION, "ADD", "installing")
                    .disposition("active")
                    .parent(equipment.id())
                    .instances(List.of(equipment.probe())));
        }
    }

    void plan(int number, LocalDate date, long midnight) {
        if (number < FIRST_DAY) {
            return;
        }
        for (Site plant : world.company.plants()) {
            if (Programme.works(plant, date)) {
                for (int line = 0; line < world.scale.lines(); line++) {
                    plan(plant, line, midnight);
                }
            }
        }
    }

    private void plan(Site plant, int line, long midnight) {
        List<Recipe> rotation = Programme.rotation(world.company, plant);
        int families = Programme.familiesADay(plant);
        long start = midnight + 6 * Agenda.HOUR + (line % 12) * 10L * Agenda.MINUTE;
        for (Recipe recipe : world.company.recipesOf(plant)) {
            if (recipe.products().isEmpty()) {
                long early = world.between(start - 2 * Agenda.HOUR, start - Agenda.HOUR);
                world.agenda.at(early, () -> prepare(recipe, line));
            }
        }
        for (int i = 0; i < families; i++) {
            Recipe recipe = rotation.get((world.day() * families + i + line) % rotation.size());
            long at = start + i * 150L * Agenda.MINUTE;
            world.agenda.at(
                    world.between(at, at + Agenda.HOUR),
                    () -> new Batch(this, recipe, line, recipe.batchGrams()).schedule());
        }
    }

    /** Bulk that other recipes need: as much as is missing for two days. */
    private void prepare(Recipe recipe, int line) {
        Site plant = recipe.plant();
        double daily = demand.daily(plant, recipe.key());
        double missing = daily * 1.6 - world.stock(plant).grams(recipe.key());
        long grams = (long) (Math.min(missing, daily * 1.3) / world.scale.lines());
        if (grams > recipe.batchGrams() / 10) {
            new Batch(this, recipe, line, grams).schedule();
        }
    }

    /** What the sister plants still need of a material: grams. */
    double wantedElsewhere(Site plant, String material) {
        double wanted = 0;
        for (Site other : world.company.plants()) {
            if (!other.equals(plant)) {
                wanted += Math.max(
                        0,
                        demand.daily(other, material) * 5 - world.stock(other).grams(material));
            }
        }
        return wanted;
    }

    Machine machine(Site plant, String name, int line) {
        String full = world.scale.lines() == 1 ? name : name + " " + (line + 1);
        Machine machine = machines.get(plant.key() + "/" + full);
        if (machine == null) {
            throw new IllegalStateException("plant " + plant.name() + " has no " + full);
        }
        return machine;
    }

    /** The next product of a family, in turn over all lines. */
    Recipe.Product nextProduct(Recipe recipe) {
        int next = nextProduct.merge(recipe.key(), 1, Integer::sum) - 1;
        return recipe.products().get(next % recipe.products().size());
    }

    ReworkTank tank(Recipe recipe, int line) {
        return tanks.computeIfAbsent(recipe.key() + "/" + line, key -> new ReworkTank(world, recipe));
    }

    /**
     * Makes a machine ready: cleaned when it carries allergens that the product does not contain. Once in the story the
     * nuts on the dairy's cup filler are overlooked.
     *
     * @return the allergens that were overlooked
     */
    Set<Allergen> prepare(Machine machine, Set<Allergen> product) {
        Set<Allergen> foreign = machine.foreignTo(product);
        Set<Allergen> overlooked = Set.of();
        if (!foreign.isEmpty()) {
            boolean miss = world.day() >= MISSED_CLEANING_FROM_DAY
                    && missedCleaning.isEmpty()
                    && foreign.contains(Allergen.NUTS)
                    && machine.equipment().name().startsWith("Cup filler");
            if (miss) {
                overlooked = foreign;
            } else {
                machine.clean(world.journal, foreign, cleanings++);
            }
        }
        machine.run(product);
        return overlooked;
    }

    void overlooked(Machine machine, Lot lot, Set<Allergen> allergens) {
        if (missedCleaning.isEmpty() && !allergens.isEmpty()) {
            missedCleaning = Optional.of(new MissedCleaning(machine.equipment(), lot, allergens));
        }
    }

    /** What a plant tells of a run beside its materials. */
    List<Extension> details(Machine machine, Set<Allergen> allergens) {
        Site plant = machine.equipment().plant();
        int hour = Instant.ofEpochMilli(world.agenda.now()).atZone(plant.zone()).getHour();
        List<Extension> details = new ArrayList<>();
        details.add(new Extension.Text("equipment", machine.equipment().id().in(plant.form())));
        details.add(new Extension.Text("line", machine.equipment().name()));
        details.add(new Extension.Text("shift", hour < 6 || hour >= 22 ? "night" : hour < 14 ? "early" : "late"));
        if (!allergens.isEmpty()) {
            details.add(new Extension.Words("allergens", Machine.codes(allergens)));
        }
        return details;
    }
}
