package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.epcis.EventKind;
import io.foodflow.demo.epcis.Extension;
import io.foodflow.demo.epcis.LaboratoryFinding;
import io.foodflow.demo.epcis.Quantity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What consumers say. Illness points to the contaminated lot and to nothing else; the other complaints are the noise of
 * every day. From each plant the first sick person's leftovers go to a laboratory.
 */
final class Complaints {
    private static final int MOST_ILLNESSES = 24;
    private static final double ILLNESS_SHARE = 0.4;
    private static final double NOISE_SHARE = 0.006;
    /** Salmonella enterica in the NCBI taxonomy. */
    private static final int SALMONELLA = 28901;

    private static final List<String> NOISE =
            List.of("packaging leaks", "off taste", "foreign body", "mould before the date", "wrong label");
    private static final List<String> SYMPTOMS =
            List.of("fever and cramps", "vomiting", "diarrhoea", "diarrhoea and fever");

    private final World world;
    private final Set<String> reportedFrom = new LinkedHashSet<>();
    private final Set<String> sampledFrom = new LinkedHashSet<>();
    private int illnesses;
    private int cases;

    Complaints(World world) {
        this.world = world;
    }

    /** Goods are on sale in a shop. */
    void sold(Site shop, Portion portion) {
        Lot lot = portion.lot();
        if (lot.contaminated()) {
            boolean firstOfPlant = reportedFrom.add(lot.item().maker().name());
            if (firstOfPlant || (illnesses < MOST_ILLNESSES && world.chance(ILLNESS_SHARE))) {
                illnesses++;
                world.agenda.in(world.between(2 * Agenda.DAY, 7 * Agenda.DAY), () -> illness(shop, lot));
            }
        } else if (world.chance(NOISE_SHARE / Math.sqrt(world.scale.lines()))) {
            String what = NOISE.get(world.random.nextInt(NOISE.size()));
            world.agenda.in(
                    world.between(Agenda.DAY, 9 * Agenda.DAY),
                    () -> complain(shop, lot, "quality", what, "damaged", List.of()));
        }
    }

    private void illness(Site shop, Lot lot) {
        if (!world.trail.complain(lot)) {
            return;
        }
        String symptoms = SYMPTOMS.get(world.random.nextInt(SYMPTOMS.size()));
        complain(shop, lot, "illness", symptoms, "non_conformant", List.of("non_conformant"));
        if (sampledFrom.add(lot.item().maker().name())) {
            world.agenda.in(
                    world.between(2 * Agenda.DAY, 3 * Agenda.DAY),
                    () -> world.journal.tell(EpcisEvent.at(shop, EventKind.OBJECT, "OBSERVE", "sampling")
                            .disposition("non_conformant")
                            .quantities(List.of(one(lot)))
                            .finding(new LaboratoryFinding(SALMONELLA, true))));
        }
    }

    private void complain(Site shop, Lot lot, String kind, String what, String disposition, List<String> persistent) {
        cases++;
        world.journal.tell(EpcisEvent.at(shop, EventKind.OBJECT, "OBSERVE", "inspecting")
                .disposition(disposition)
                .quantities(List.of(one(lot)))
                .persistent(persistent, List.of())
                .with(new Extension.Group(
                        "complaint",
                        List.of(
                                new Extension.Text("case", "C-" + (1000 + cases)),
                                new Extension.Text("kind", kind),
                                new Extension.Text("description", what),
                                new Extension.Decimal("consumers", (1 + world.random.nextInt(4)) * 1000L)))));
    }

    private static Quantity one(Lot lot) {
        return new Quantity(lot.id(), 1000, lot.item().unit());
    }
}
