package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.epcis.ErrorDeclaration;
import io.foodflow.demo.epcis.EventKind;
import io.foodflow.demo.epcis.Transaction;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** From the distribution centres to their shops: loose goods, and now and then an event that was told wrong. */
final class Retail {
    private static final int FIRST_DAY = 6;
    private static final int DELIVERIES_A_DAY = 8;
    private static final double MISTAKE_SHARE = 0.012;
    private static final double CANCELLED_SHARE = 0.006;

    private final World world;
    private final Complaints complaints;
    private int deliveries;
    private int errors;

    Retail(World world, Complaints complaints) {
        this.world = world;
        this.complaints = complaints;
    }

    int errors() {
        return errors;
    }

    void plan(int day, LocalDate date, long midnight) {
        if (day < FIRST_DAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return;
        }
        for (int i = 0; i < DELIVERIES_A_DAY * world.scale.lines(); i++) {
            long at = world.between(midnight + 3 * Agenda.HOUR, midnight + 9 * Agenda.HOUR);
            world.agenda.at(at, this::deliver);
        }
    }

    private void deliver() {
        List<Site> centres = world.company.distributionCentres();
        List<Site> shops = world.company.shops();
        int shop = deliveries++ % shops.size();
        Site from = centres.get(shop % centres.size());
        Shelf shelf = world.shelf(from);
        int each = Math.max(1, DELIVERIES_A_DAY * world.scale.lines() / centres.size());
        List<Portion> goods = shelf.pick(
                Math.clamp(Math.ceilDiv(shelf.size(), each * 2), 3, 9), 60, world.journal.today(from), world.random);
        if (goods.isEmpty()) {
            return;
        }
        Site to = shops.get(shop);
        Consignment consignment = new Consignment(
                from,
                to,
                "po",
                world.journal.document(to, "PO"),
                world.journal.document(from, "DA"),
                List.of(),
                MaterialFlow.merged(goods),
                false);
        if (!consignment.contaminated() && world.chance(CANCELLED_SHARE)) {
            cancel(consignment);
        } else {
            world.transport.send(consignment, (arrived, tooWarm) -> arrived(arrived));
        }
    }

    /** The lorry was reported gone and never left. */
    private void cancel(Consignment consignment) {
        EpcisEvent.Builder shipping = world.transport.shipping(consignment).eventId(world.journal.uuid());
        EpcisEvent told = world.journal.tell(shipping);
        world.agenda.in(world.between(Agenda.HOUR, 3 * Agenda.HOUR), () -> {
            errors++;
            world.journal.tellAgain(shipping.error(new ErrorDeclaration(world.agenda.now(), "did_not_occur", List.of()))
                    .build(told.timeMillis()));
            consignment.goods().forEach(world.shelf(consignment.from())::put);
        });
    }

    private void arrived(Consignment consignment) {
        if (!consignment.contaminated() && world.chance(MISTAKE_SHARE)) {
            correctTheCount(consignment);
        }
        consignment.goods().forEach(portion -> complaints.sold(consignment.to(), portion));
    }

    /** A count at the door that was ten pieces too high is told, then declared wrong and told right. */
    private void correctTheCount(Consignment consignment) {
        Portion first = consignment.loose().getFirst();
        List<Portion> wrong = new ArrayList<>(consignment.loose());
        wrong.set(0, new Portion(first.lot(), first.thousandths() + 10_000));
        EpcisEvent.Builder count = count(consignment, wrong).eventId(world.journal.uuid());
        EpcisEvent told = world.journal.tell(count);
        String corrective = world.journal.uuid();
        world.agenda.in(world.between(Agenda.HOUR, 5 * Agenda.HOUR), () -> {
            errors++;
            ErrorDeclaration error = new ErrorDeclaration(world.agenda.now(), "incorrect_data", List.of(corrective));
            world.journal.tellAgain(count.error(error).build(told.timeMillis()));
            world.journal.tellAgain(
                    count(consignment, consignment.loose()).eventId(corrective).build(told.timeMillis()));
        });
    }

    private static EpcisEvent.Builder count(Consignment consignment, List<Portion> portions) {
        return EpcisEvent.at(consignment.to(), EventKind.OBJECT, "OBSERVE", "stocking")
                .disposition("sellable_accessible")
                .quantities(Portion.quantities(portions))
                .transactions(new Transaction("desadv", consignment.advice()));
    }
}
