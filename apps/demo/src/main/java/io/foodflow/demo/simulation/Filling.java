package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Allergen;
import io.foodflow.demo.company.Item;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Recipe.Product;
import io.foodflow.demo.company.Recipe.Rework;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.Extension;
import io.foodflow.demo.gs1.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fillings of one lot of bulk: each takes its part of what is left and makes a lot of a product of it. */
final class Filling {
    static final long DURATION = 70 * Agenda.MINUTE;
    private static final int NUMBERED_PIECES = 12;
    private static final double REWORK_CHANCE = 0.5;

    private final Production production;
    private final World world;
    private final Recipe recipe;
    private final Site plant;
    private final int line;
    private final Lot lot;
    private final String mark;
    private long left;

    Filling(Production production, Recipe recipe, int line, Portion bulk, String mark) {
        this.production = production;
        this.world = production.world();
        this.recipe = recipe;
        this.plant = recipe.plant();
        this.line = line;
        this.lot = bulk.lot();
        this.left = bulk.thousandths();
        this.mark = mark;
    }

    /** The next product in turn for which everything is there. */
    Optional<Product> choose(int fillingsLeft) {
        for (int i = 0; i < recipe.products().size(); i++) {
            Product product = production.nextProduct(recipe);
            if (feasible(product, lot.item().grams(left / fillingsLeft))) {
                return Optional.of(product);
            }
        }
        return Optional.empty();
    }

    private boolean feasible(Product product, long bulkGrams) {
        Stock stock = world.stock(plant);
        double units = product.serialised()
                ? NUMBERED_PIECES
                : bulkGrams / 1000.0 / product.item().kgPerUnit();
        boolean packed = product.packaging().stream().allMatch(piece -> stock.available(piece) >= units * 1050);
        double share = product.addition().map(Recipe.Input::perKg).orElse(0.0);
        boolean added = product.addition()
                .map(input -> stock.grams(input.key()) >= additionGrams(bulkGrams, share))
                .orElse(true);
        return bulkGrams > 0 && packed && added;
    }

    private static long additionGrams(long bulkGrams, double share) {
        return (long) (bulkGrams * share / (1 - share));
    }

    void fill(Product product, Machine machine, int fillingsLeft, Set<Allergen> overlooked) {
        long bulk = left / fillingsLeft;
        if (product.serialised()) {
            bulk = Math.min(bulk, pieceBulk(product));
        }
        if (!feasible(product, lot.item().grams(bulk))) {
            if (fillingsLeft == 1) {
                discard();
            }
            return;
        }
        left -= bulk;
        List<Portion> inputs = new ArrayList<>();
        inputs.add(new Portion(lot, bulk));
        long bulkGrams = lot.item().grams(bulk);
        product.addition()
                .ifPresent(input -> inputs.addAll(
                        world.stock(plant).takeGrams(input.key(), additionGrams(bulkGrams, input.perKg()))));
        long mass = Portion.grams(inputs);
        long kept = (long) (mass * (1 - (0.004 + 0.016 * world.random.nextDouble())));
        List<Portion> rework = new ArrayList<>();
        if (!product.serialised()) {
            rework(mass, fillingsLeft, rework);
        }
        long filled = kept - Portion.grams(rework);
        if (product.serialised()) {
            fillPieces(product, machine, inputs, filled, fillingsLeft);
        } else {
            fillLot(product, machine, inputs, filled, rework, overlooked);
        }
    }

    private long pieceBulk(Product product) {
        double share = product.addition().map(Recipe.Input::perKg).orElse(0.0);
        return lot.item()
                .thousandthsOf((long) (NUMBERED_PIECES * product.item().kgPerUnit() * 1000 * (1 - share) * 1.05));
    }

    /** What is fit to eat and not to sell goes back: into the bulk lot while it is still filled, or into the tank. */
    private void rework(long mass, int fillingsLeft, List<Portion> rework) {
        if (!world.chance(REWORK_CHANCE)) {
            return;
        }
        long grams = (long) (mass * (0.015 + 0.02 * world.random.nextDouble()));
        if (recipe.rework() == Rework.SAME && fillingsLeft > 1) {
            Portion back = new Portion(lot, lot.item().thousandthsOf(grams));
            left += back.thousandths();
            rework.add(back);
        } else if (recipe.rework() == Rework.TANK) {
            rework.add(production.tank(recipe, line).incoming(grams, line));
        }
    }

    private void fillLot(
            Product product,
            Machine machine,
            List<Portion> inputs,
            long filled,
            List<Portion> rework,
            Set<Allergen> overlooked) {
        Item item = product.item();
        long units = item.thousandthsOf(filled);
        packaging(product, units, inputs);
        Portion output = new Portion(world.flow.lot(plant, item, mark), units);
        List<Portion> outputs = new ArrayList<>(List.of(output));
        outputs.addAll(rework);
        world.flow.transform(new Run(
                plant, order(), MaterialFlow.merged(inputs), 0, outputs, List.of(), 0, details(product, machine)));
        production.overlooked(machine, output.lot(), overlooked);
        world.shelf(plant).put(output);
    }

    /** Numbered pieces leave on a pallet of their own; what is left of the bulk goes to the next filling. */
    private void fillPieces(Product product, Machine machine, List<Portion> inputs, long filled, int fillingsLeft) {
        Item item = product.item();
        long pieceGrams = Math.round(item.kgPerUnit() * 1000);
        int count = (int) Math.min(NUMBERED_PIECES, filled / pieceGrams);
        packaging(product, count * 1000L, inputs);
        List<Identifier> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(item.gtin().serial(Long.toString(100_000 + world.palletSerial(plant))));
        }
        boolean contaminated = Portion.contaminated(inputs);
        world.flow.transform(new Run(
                plant,
                order(),
                MaterialFlow.merged(inputs),
                0,
                List.of(),
                pieces,
                count * pieceGrams,
                details(product, machine)));
        world.agenda.in(3 * Agenda.HOUR, () -> sendPieces(pieces, contaminated));
        if (fillingsLeft == 1) {
            choose(1)
                    .filter(next -> !next.serialised())
                    .ifPresentOrElse(
                            next -> {
                                production.prepare(machine, next.item().allergens());
                                fill(next, machine, 1, Set.of());
                            },
                            this::discard);
        }
    }

    private void sendPieces(List<Identifier> pieces, boolean contaminated) {
        Pallet pallet = world.flow.pack(plant, world.palletSerial(plant), List.of(), pieces, contaminated);
        List<Site> centres = world.company.distributionCentres();
        Site to = centres.get(world.random.nextInt(centres.size()));
        Consignment consignment = new Consignment(
                plant,
                to,
                "po",
                world.journal.document(to, "PO"),
                world.journal.document(plant, "DA"),
                List.of(pallet),
                List.of(),
                false);
        world.transport.send(consignment, (arrived, tooWarm) -> world.flow.unpack(to, pallet));
    }

    private void packaging(Product product, long units, List<Portion> inputs) {
        for (String piece : product.packaging()) {
            long scrap = units / 1000 / 200 * 1000;
            inputs.addAll(world.stock(plant).take(piece, units + scrap));
        }
    }

    private String order() {
        return world.journal.document(plant, "MO");
    }

    private List<Extension> details(Product product, Machine machine) {
        return production.details(machine, product.item().allergens());
    }

    /** Bulk for which nothing is left to make it a product. */
    void discard() {
        if (left > 0) {
            world.flow.destroy(plant, List.of(new Portion(lot, left)), "bulk without packaging");
            left = 0;
        }
    }
}
