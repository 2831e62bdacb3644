package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.epcis.EventKind;
import io.foodflow.demo.epcis.Extension;
import io.foodflow.demo.epcis.TemperatureLog;
import io.foodflow.demo.epcis.Transaction;
import io.foodflow.demo.gs1.Identifier;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Carries consignments: told when they leave and when they arrive, some of the cold ones with their temperature record. */
final class Transport {
    private static final double LOGGED_SHARE = 0.6;
    private static final double EXCURSION_SHARE = 0.02;

    /** What is done with goods that have arrived, and were too warm or not. */
    @FunctionalInterface
    interface Arrival {
        void arrived(Consignment consignment, boolean tooWarm);
    }

    private final Agenda agenda;
    private final Journal journal;
    private final Trail trail;
    private final SplittableRandom random;

    Transport(Agenda agenda, Journal journal, Trail trail, SplittableRandom random) {
        this.agenda = agenda;
        this.journal = journal;
        this.trail = trail;
        this.random = random;
    }

    /** Leaves now and arrives after the way. */
    void send(Consignment consignment, Arrival arrival) {
        long left = agenda.now();
        journal.tell(shipping(consignment));
        if (consignment.contaminated()) {
            trail.shippedTo(consignment.to());
        }
        agenda.in(Geography.travelMillis(consignment.from(), consignment.to()), () -> {
            TemperatureLog log = temperature(consignment, left);
            journal.tell(receiving(consignment).temperature(log));
            arrival.arrived(consignment, log != null && log.alarm());
        });
    }

    /** The event of leaving, not yet told. */
    EpcisEvent.Builder shipping(Consignment consignment) {
        EpcisEvent.Builder event = EpcisEvent.at(consignment.from(), EventKind.OBJECT, "OBSERVE", "shipping")
                .disposition("in_transit")
                .leaving()
                .instances(ids(consignment))
                .quantities(Portion.quantities(consignment.loose()))
                .transactions(
                        new Transaction(consignment.orderType(), consignment.order()),
                        new Transaction("desadv", consignment.advice()))
                .handover(consignment.from(), consignment.to());
        if (consignment.partial()) {
            event.with(new Extension.Flag("partialShipment", true));
        }
        LocalDate today = journal.today(consignment.from());
        List<String> shortDated = consignment.goods().stream()
                .filter(portion -> portion.lot().shortDated(today))
                .map(portion -> portion.lot().id().in(consignment.from().form()))
                .distinct()
                .toList();
        if (!shortDated.isEmpty() && consignment.from().kind() != Site.Kind.SUPPLIER) {
            event.with(new Extension.Words("shortDated", shortDated));
        }
        return event;
    }

    /** The event of arriving, not yet told. */
    EpcisEvent.Builder receiving(Consignment consignment) {
        return EpcisEvent.at(consignment.to(), EventKind.OBJECT, "OBSERVE", "receiving")
                .disposition(consignment.orderType().equals("rma") ? "returned" : "in_progress")
                .instances(ids(consignment))
                .quantities(Portion.quantities(consignment.loose()))
                .transactions(
                        new Transaction(consignment.orderType(), consignment.order()),
                        new Transaction("desadv", consignment.advice()))
                .handover(consignment.from(), consignment.to());
    }

    private static List<Identifier> ids(Consignment consignment) {
        return consignment.pallets().stream().map(Pallet::id).toList();
    }

    private @Nullable TemperatureLog temperature(Consignment consignment, long left) {
        if (!consignment.chilled() || random.nextDouble() >= LOGGED_SHARE) {
            return null;
        }
        boolean alarm = random.nextDouble() < EXCURSION_SHARE;
        int minimum = 180 + random.nextInt(150);
        int maximum = alarm ? 1000 + random.nextInt(500) : 450 + random.nextInt(230);
        int mean = (minimum * 2 + maximum) / 3;
        Identifier logger = consignment.from().gln().prefix().asset("LG" + (1 + random.nextInt(12)));
        return new TemperatureLog(logger, left, agenda.now(), minimum, maximum, mean, alarm);
    }
}
