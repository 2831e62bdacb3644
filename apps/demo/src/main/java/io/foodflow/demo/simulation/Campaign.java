package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.company.SupplyChain;
import io.foodflow.demo.company.SupplyChain.Maker;
import io.foodflow.demo.company.SupplyChain.Step;
import io.foodflow.demo.company.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One campaign of a supply chain: lots of several origins flow together from tier to tier, each tier makes one lot of what
 * it got, and the last tier's lots are divided among the plants.
 */
final class Campaign {
    private static final int ORIGINS = 2;

    private final World world;
    private final Supply supply;
    private final SupplyChain chain;
    private final int number;
    private final int split;
    private final Map<Site, Double> needs;
    private final boolean fresh;
    /** Deliveries a maker still waits for, and what it has got. */
    private final Map<Maker, Integer> awaited = new LinkedHashMap<>();

    private final Map<Maker, List<Portion>> gathered = new LinkedHashMap<>();
    private int suppliersLeft;

    Campaign(World world, Supply supply, SupplyChain chain, int number, int split, Map<Site, Double> needs) {
        this.world = world;
        this.supply = supply;
        this.chain = chain;
        this.number = number;
        this.split = split;
        this.needs = needs;
        this.fresh = chain.periodDays() == 1;
    }

    /** Begins at the origin, or, from stock, at the suppliers of the plants. */
    void start(boolean fromStock) {
        List<Step> steps = chain.steps();
        if (fromStock) {
            suppliersLeft = chain.last().makers().size();
            for (Maker maker : chain.last().makers()) {
                Lot lot = supply.lot(chain, maker, number, split, true);
                Portion portion = new Portion(
                        lot, thousandths(maker, total() / chain.last().makers().size()));
                world.flow.create(maker.site(), portion, false);
                world.agenda.in(2 * Agenda.HOUR, () -> deliver(maker, portion));
            }
            return;
        }
        double grams = total();
        for (int i = steps.size() - 1; i > 0; i--) {
            grams /= steps.get(i).yield();
        }
        List<Maker> origins = origins();
        plan(origins);
        for (Maker origin : origins) {
            double share = grams / origins.size();
            world.agenda.in(world.between(0, Agenda.HOUR), () -> harvest(origin, share));
        }
    }

    private double total() {
        return needs.values().stream().mapToDouble(need -> need).sum();
    }

    private static long thousandths(Maker maker, double amount) {
        return maker.item().unit() == Unit.EA
                ? (long) Math.ceil(amount / 1000) * 1000
                : maker.item().thousandthsOf((long) Math.ceil(amount / 100) * 100);
    }

    /** Some of the makers, others in the next campaign. */
    private List<Maker> origins() {
        List<Maker> makers = chain.steps().getFirst().makers();
        List<Maker> chosen = new ArrayList<>();
        for (int i = 0; i < Math.min(ORIGINS, makers.size()); i++) {
            chosen.add(makers.get((number * ORIGINS + split + i) % makers.size()));
        }
        return chosen;
    }

    /** Counts how many deliveries each maker on the way will get. */
    private void plan(List<Maker> origins) {
        List<Maker> active = origins;
        for (int i = 1; i < chain.steps().size(); i++) {
            List<Maker> next = new ArrayList<>();
            for (Maker maker : active) {
                Maker buyer = buyer(i - 1, maker);
                awaited.merge(buyer, 1, Integer::sum);
                if (!next.contains(buyer)) {
                    next.add(buyer);
                }
            }
            active = next;
        }
        suppliersLeft = active.size();
    }

    private Maker buyer(int step, Maker maker) {
        return Supply.next(
                chain.steps().get(step).makers(),
                maker,
                chain.steps().get(step + 1).makers());
    }

    private void harvest(Maker origin, double grams) {
        Lot lot = supply.lot(chain, origin, number, split, false);
        Portion portion = new Portion(lot, thousandths(origin, grams));
        world.flow.create(origin.site(), portion, true);
        world.agenda.in(world.between(Agenda.HOUR, 2 * Agenda.HOUR), () -> pass(0, origin, portion));
    }

    /** To the maker of the next step. */
    private void pass(int step, Maker maker, Portion portion) {
        Maker buyer = buyer(step, maker);
        Consignment consignment = consignment(maker.site(), buyer.site(), List.of(portion), false);
        world.transport.send(consignment, (arrived, tooWarm) -> gather(step + 1, buyer, portion));
    }

    private void gather(int step, Maker maker, Portion portion) {
        gathered.computeIfAbsent(maker, key -> new ArrayList<>()).add(portion);
        if (awaited.merge(maker, -1, Integer::sum) == 0) {
            long wait = fresh
                    ? world.between(Agenda.HOUR / 2, Agenda.HOUR)
                    : world.between(8 * Agenda.HOUR, 16 * Agenda.HOUR);
            world.agenda.in(wait, () -> process(step, maker));
        }
    }

    private void process(int step, Maker maker) {
        List<Portion> inputs = gathered.getOrDefault(maker, List.of());
        boolean last = step == chain.steps().size() - 1;
        long grams = (long) (Portion.grams(inputs) * chain.steps().get(step).yield());
        Lot lot = supply.lot(chain, maker, number, split, last);
        Portion output = new Portion(lot, maker.item().thousandthsOf(grams));
        world.flow.transform(new Run(
                maker.site(),
                world.journal.document(maker.site(), "WO"),
                inputs,
                0,
                List.of(output),
                List.of(),
                0,
                List.of()));
        world.agenda.in(world.between(Agenda.HOUR, 3 * Agenda.HOUR), () -> {
            if (last) {
                deliver(maker, output);
            } else {
                pass(step, maker, output);
            }
        });
    }

    /** Divides a lot among the plants by what they need; the last takes the rest. */
    private void deliver(Maker maker, Portion portion) {
        suppliersLeft--;
        boolean lastSupplier = suppliersLeft == 0;
        double total = total();
        long left = portion.thousandths();
        int plantsLeft = needs.size();
        for (Map.Entry<Site, Double> need : needs.entrySet()) {
            Site plant = need.getKey();
            plantsLeft--;
            long part = plantsLeft == 0 ? left : (long) (portion.thousandths() * (need.getValue() / total));
            part = maker.item().unit() == Unit.EA ? part - part % 1000 : part;
            left -= part;
            double settled = lastSupplier ? need.getValue() : 0;
            carry(maker, plant, new Portion(portion.lot(), part), settled);
        }
    }

    private void carry(Maker maker, Site plant, Portion part, double settled) {
        Consignment consignment = consignment(maker.site(), plant, List.of(part), chain.pallets());
        world.transport.send(consignment, (arrived, tooWarm) -> {
            world.stock(plant).put(part);
            supply.expect(plant, chain, -settled);
        });
    }

    private Consignment consignment(Site from, Site to, List<Portion> portions, boolean pallets) {
        return new Consignment(
                from,
                to,
                "po",
                world.journal.document(to, "PO"),
                world.journal.document(from, "DA"),
                pallets ? world.palletise(from, portions, 1) : List.of(),
                pallets ? List.of() : portions,
                false);
    }
}
