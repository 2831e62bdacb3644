package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Allergen;
import io.foodflow.demo.company.Item;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Recipe.Rework;
import io.foodflow.demo.company.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A batch of bulk: mixed, left to itself for some hours where it must, then filled or kept in stock. */
final class Batch {
    private static final long MIXING = 75 * Agenda.MINUTE;
    private static final double WORTHWHILE = 0.3;
    private static final double REWORK_SHARE = 0.05;

    private final Production production;
    private final World world;
    private final Recipe recipe;
    private final Site plant;
    private final int line;
    private final long grams;

    Batch(Production production, Recipe recipe, int line, long grams) {
        this.production = production;
        this.world = production.world();
        this.recipe = recipe;
        this.plant = recipe.plant();
        this.line = line;
        this.grams = grams;
    }

    void schedule() {
        Machine machine = production.machine(plant, recipe.bulkLine(), line);
        long start = machine.book(world.agenda.now(), MIXING);
        world.agenda.at(start, () -> {
            if (scale() >= WORTHWHILE) {
                production.prepare(machine, recipe.bulk().allergens());
                world.agenda.in(MIXING, () -> mix(machine));
            }
        });
    }

    /** The part of the batch for which there is material. */
    private double scale() {
        double scale = 1;
        for (Recipe.Input input : recipe.inputs()) {
            scale = Math.min(scale, world.stock(plant).grams(input.key()) / (grams * input.perKg()));
        }
        return scale;
    }

    private void mix(Machine machine) {
        double scale = scale();
        if (scale < WORTHWHILE) {
            return;
        }
        List<Portion> inputs = new ArrayList<>();
        for (Recipe.Input input : recipe.inputs()) {
            inputs.addAll(world.stock(plant)
                    .takeGrams(input.key(), Math.max(1, (long) (grams * scale * input.perKg()))));
        }
        if (recipe.rework() == Rework.TANK) {
            inputs.addAll(production.tank(recipe, line).take((long) (grams * scale * REWORK_SHARE)));
        }
        inputs = MaterialFlow.merged(inputs);
        long water = (long) (grams * scale * recipe.waterPerKg());
        double kept = 1 - (0.004 + 0.014 * world.random.nextDouble());
        List<Portion> outputs = outputs((long) ((Portion.grams(inputs) + water) * kept));
        Run run = new Run(
                plant,
                world.journal.document(plant, "MO"),
                inputs,
                water,
                outputs,
                List.of(),
                0,
                production.details(machine, recipe.bulk().allergens()));
        if (recipe.hours() == 0) {
            world.flow.transform(run);
            finished(outputs);
        } else {
            Runnable end = world.flow.begin(run);
            world.agenda.in(recipe.hours() * Agenda.HOUR, () -> {
                end.run();
                finished(outputs);
            });
        }
    }

    private List<Portion> outputs(long mass) {
        Item bulk = recipe.bulk();
        long bulkGrams = (long) (mass / (1 + recipe.byProductPerKg()));
        List<Portion> outputs = new ArrayList<>();
        outputs.add(new Portion(world.flow.lot(plant, bulk, mark()), bulk.thousandthsOf(bulkGrams)));
        recipe.byProduct()
                .ifPresent(item -> outputs.add(
                        new Portion(world.flow.lot(plant, item, mark()), item.thousandthsOf(mass - bulkGrams))));
        return outputs;
    }

    /** Two letters of the place, before the date in its lot codes. */
    private String mark() {
        return switch (plant.key()) {
            case "dairy" -> "OL";
            case "bakery" -> "KV";
            default -> "VS";
        };
    }

    private void finished(List<Portion> outputs) {
        Portion bulk = outputs.getFirst();
        for (Portion other : outputs.subList(1, outputs.size())) {
            if (other.lot().item().material().endsWith("-by-product")) {
                world.agenda.in(
                        2 * Agenda.HOUR, () -> world.flow.destroy(plant, List.of(other), "to the biogas plant"));
            } else {
                world.stock(plant).put(other);
            }
        }
        if (recipe.products().isEmpty()) {
            world.stock(plant).put(bulk);
            return;
        }
        double wanted = production.wantedElsewhere(plant, recipe.key());
        long reserved = bulk.lot().item().thousandthsOf((long) Math.min(wanted, bulk.grams() * 0.6));
        if (reserved > 0) {
            world.stock(plant).put(new Portion(bulk.lot(), reserved));
        }
        fill(new Portion(bulk.lot(), bulk.thousandths() - reserved));
    }

    private void fill(Portion bulk) {
        Filling filling = new Filling(production, recipe, line, bulk, mark());
        int fillings = Programme.fillings(plant);
        Machine machine = production.machine(plant, recipe.fillLine(), line);
        for (int i = 0; i < fillings; i++) {
            long start = machine.book(world.agenda.now() + 40 * Agenda.MINUTE, Filling.DURATION);
            int fillingsLeft = fillings - i;
            world.agenda.at(start, () -> begin(filling, machine, fillingsLeft));
        }
    }

    private void begin(Filling filling, Machine machine, int fillingsLeft) {
        Optional<Recipe.Product> product = filling.choose(fillingsLeft);
        if (product.isPresent()) {
            Recipe.Product chosen = product.get();
            Set<Allergen> overlooked = production.prepare(machine, chosen.item().allergens());
            world.agenda.in(Filling.DURATION, () -> filling.fill(chosen, machine, fillingsLeft, overlooked));
        } else if (fillingsLeft == 1) {
            filling.discard();
        }
    }
}
