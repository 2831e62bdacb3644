package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Allergen;
import io.foodflow.demo.company.Equipment;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.epcis.EventKind;
import io.foodflow.demo.epcis.Extension;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A machine at work: booked run after run, cleaned when what it carries must not get into what comes next. */
final class Machine {
    private static final long CHANGEOVER = 20 * Agenda.MINUTE;

    private final Equipment equipment;
    private final Set<Allergen> residues = EnumSet.noneOf(Allergen.class);
    private long freeAt;

    Machine(Equipment equipment) {
        this.equipment = equipment;
    }

    Equipment equipment() {
        return equipment;
    }

    /** The start of a run of this length, no earlier than asked; the machine is taken until its end. */
    long book(long earliest, long length) {
        long start = Math.max(earliest, freeAt);
        freeAt = start + length + CHANGEOVER;
        return start;
    }

    /** Allergens on the machine that the next product does not contain. */
    Set<Allergen> foreignTo(Set<Allergen> next) {
        EnumSet<Allergen> foreign = EnumSet.copyOf(residues);
        foreign.removeAll(next);
        return foreign;
    }

    void clean(Journal journal, Set<Allergen> because, int cleaning) {
        journal.tell(EpcisEvent.at(
                        equipment.plant(), EventKind.OBJECT, "OBSERVE", "https://ns.foodflow.io/epcis/bizStep/cleaning")
                .disposition("conformant")
                .instances(List.of(equipment.id()))
                .with(new Extension.Group(
                        "cleaning",
                        List.of(
                                new Extension.Text(
                                        "method", cleaning % 7 == 0 ? "dismantled, wet" : "in place, caustic and acid"),
                                new Extension.Words("allergensRemoved", codes(because)),
                                new Extension.Text("check", "protein swab negative")))));
        residues.clear();
    }

    void run(Set<Allergen> product) {
        residues.addAll(product);
    }

    static List<String> codes(Set<Allergen> allergens) {
        return EnumSet.copyOf(allergens).stream().map(Allergen::code).toList();
    }
}
