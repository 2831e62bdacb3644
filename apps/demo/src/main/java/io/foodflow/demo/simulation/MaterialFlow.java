package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Item;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.epcis.EventKind;
import io.foodflow.demo.epcis.Extension;
import io.foodflow.demo.epcis.Transaction;
import io.foodflow.demo.gs1.Identifier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be done to material: each act changes the lots, tells the event, and keeps the trail of the contaminated lot. */
final class MaterialFlow {
    private final Journal journal;
    private final Trail trail;
    /** How many lots there are of a plant, or of a supplier's item, and a day. */
    private final Map<String, Integer> lotNumbers = new HashMap<>();

    private int batches;

    MaterialFlow(Journal journal, Trail trail) {
        this.journal = journal;
        this.trail = trail;
    }

    int batches() {
        return batches;
    }

    /** A lot of today, its code from the item's maker and the date, such as {@code OB26045-07}. */
    Lot lot(Site site, Item item, String mark) {
        LocalDate today = journal.today(site);
        String day = String.format(Locale.ROOT, "%02d%03d", today.getYear() % 100, today.getDayOfYear());
        boolean ownNumbers = site.kind() == Site.Kind.PLANT;
        String counter = (ownNumbers ? site.key() : Integer.toString(item.number())) + day;
        int number = lotNumbers.merge(counter, 1, Integer::sum);
        String suffix = ownNumbers ? String.format(Locale.ROOT, "-%02d", number) : number == 1 ? "" : "-" + number;
        return new Lot(item, mark + day + suffix, today);
    }

    /** A lot appears that was grown, mined, or made before the story begins. */
    void create(Site site, Portion portion, boolean harvested) {
        journal.tell(EpcisEvent.at(site, EventKind.OBJECT, "ADD", "creating_class_instance")
                .disposition("active")
                .quantities(List.of(portion.quantity()))
                .lotDetails(portion.lot().details(harvested)));
    }

    /** A run of which inputs and outputs fall together. */
    void transform(Run run) {
        String id = run.outputs().size() > 1 ? journal.uuid() : "";
        List<Ancestry> sources = sources(run);
        boolean contaminated = Portion.contaminated(run.inputs());
        EpcisEvent.Builder event = transformation(run, id)
                .quantities(Portion.quantities(run.inputs()))
                .outputInstances(run.pieces());
        balance(event, run);
        finish(run, event, id, sources, contaminated);
    }

    /** A run that takes hours: what goes in is told now; the result of the returned action is told when it is run. */
    Runnable begin(Run run) {
        String id = journal.uuid();
        List<Ancestry> sources = sources(run);
        boolean contaminated = Portion.contaminated(run.inputs());
        EpcisEvent.Builder inputs = transformation(run, id).quantities(Portion.quantities(run.inputs()));
        balance(inputs, run);
        journal.tell(inputs);
        return () -> finish(run, transformation(run, id), id, sources, contaminated);
    }

    private void finish(Run run, EpcisEvent.Builder event, String id, List<Ancestry> sources, boolean contaminated) {
        batches++;
        List<Portion> outputs = run.outputs();
        if (!outputs.isEmpty()) {
            Portion first = outputs.getFirst();
            event.outputs(List.of(first.quantity()));
            event.lotDetails(first.lot().details(false));
        }
        journal.tell(event);
        for (int i = 1; i < outputs.size(); i++) {
            journal.tell(transformation(run, id).outputs(List.of(outputs.get(i).quantity())));
        }
        for (Portion output : outputs) {
            output.lot().absorb(sources);
            if (contaminated) {
                trail.reached(output.lot());
            }
        }
        if (contaminated) {
            trail.reached(run.pieces());
        }
    }

    private static List<Ancestry> sources(Run run) {
        return run.inputs().stream()
                .map(input -> input.lot().ancestry())
                .distinct()
                .toList();
    }

    private static EpcisEvent.Builder transformation(Run run, String id) {
        EpcisEvent.Builder builder = EpcisEvent.at(run.site(), EventKind.TRANSFORMATION, "", "creating_class_instance")
                .disposition("in_progress")
                .transformation(id)
                .transactions(new Transaction("prodorder", run.order()));
        run.extensions().forEach(builder::with);
        return builder;
    }

    private static void balance(EpcisEvent.Builder event, Run run) {
        if (run.waterGrams() > 0) {
            event.with(new Extension.Decimal("addedWater", run.waterGrams()));
        }
        event.with(new Extension.Decimal("loss", run.lossGrams()));
    }

    /** Goods and pieces become a pallet. */
    Pallet pack(Site site, long serial, List<Portion> portions, List<Identifier> pieces, boolean contaminatedPieces) {
        Identifier pallet = site.gln().prefix().logisticUnit(serial);
        journal.tell(EpcisEvent.at(site, EventKind.AGGREGATION, "ADD", "packing")
                .disposition("in_progress")
                .parent(pallet)
                .instances(pieces)
                .quantities(Portion.quantities(portions)));
        boolean contaminated = contaminatedPieces || Portion.contaminated(portions);
        if (contaminated) {
            trail.loaded(pallet);
        }
        return new Pallet(pallet, portions, pieces, contaminated);
    }

    void unpack(Site site, Pallet pallet) {
        journal.tell(EpcisEvent.at(site, EventKind.AGGREGATION, "DELETE", "unpacking")
                .disposition("in_progress")
                .parent(pallet.id())
                .instances(pallet.pieces())
                .quantities(Portion.quantities(pallet.portions())));
    }

    /** Goods that nobody may eat any more. */
    void destroy(Site site, List<Portion> portions, String why) {
        if (!portions.isEmpty()) {
            journal.tell(EpcisEvent.at(site, EventKind.OBJECT, "DELETE", "destroying")
                    .disposition("destroyed")
                    .leaving()
                    .quantities(Portion.quantities(merged(portions)))
                    .with(new Extension.Text("reason", why)));
        }
    }

    /** Portions of the same lot as one. */
    static List<Portion> merged(List<Portion> portions) {
        List<Portion> merged = new ArrayList<>();
        for (Portion portion : portions) {
            int same = -1;
            for (int i = 0; i < merged.size(); i++) {
                if (merged.get(i).lot() == portion.lot()) {
                    same = i;
                }
            }
            if (same < 0) {
                merged.add(portion);
            } else {
                merged.set(same, new Portion(portion.lot(), merged.get(same).thousandths() + portion.thousandths()));
            }
        }
        return merged;
    }
}
