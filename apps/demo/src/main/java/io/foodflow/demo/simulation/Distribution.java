package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.epcis.EventKind;
import io.foodflow.demo.epcis.Extension;
import io.foodflow.demo.epcis.Transaction;
import java.time.LocalDate;
import java.util.List;

/** From the plants to the customers' distribution centres: mixed pallets, partial shipments, returns, goods on hold. */
final class Distribution {
    private static final int FIRST_DAY = 4;
    private static final double PARTIAL_SHARE = 0.08;
    private static final double RETURN_SHARE = 0.015;
    private static final double INVOICE_SHARE = 0.05;

    private final World world;
    private int deliveries;

    Distribution(World world) {
        this.world = world;
    }

    void plan(int day, LocalDate date, long midnight) {
        if (day < FIRST_DAY) {
            return;
        }
        for (Site plant : world.company.plants()) {
            if (!Programme.works(plant, date)) {
                continue;
            }
            int number = deliveriesADay(plant) * world.scale.lines();
            for (int i = 0; i < number; i++) {
                long at = world.between(midnight + 12 * Agenda.HOUR, midnight + 19 * Agenda.HOUR);
                world.agenda.at(at, () -> deliver(plant, number));
            }
        }
    }

    private static int deliveriesADay(Site plant) {
        return switch (plant.key()) {
            case "dairy" -> 3;
            case "bakery" -> 2;
            default -> 1;
        };
    }

    private void deliver(Site plant, int deliveriesToday) {
        List<Site> centres = world.company.distributionCentres();
        Site to = centres.get(deliveries++ % centres.size());
        Shelf shelf = world.shelf(plant);
        int lines = Math.clamp(Math.ceilDiv(shelf.size(), deliveriesToday * 2), 3, 8);
        List<Portion> goods = shelf.pick(lines, 35, world.journal.today(plant), world.random);
        if (goods.isEmpty()) {
            return;
        }
        String order = world.journal.document(to, "PO");
        if (goods.size() > 2 && world.chance(PARTIAL_SHARE)) {
            int first = goods.size() / 2;
            send(plant, to, order, List.copyOf(goods.subList(0, first)), true);
            List<Portion> rest = List.copyOf(goods.subList(first, goods.size()));
            world.agenda.in(Agenda.DAY, () -> send(plant, to, order, rest, true));
        } else {
            send(plant, to, order, goods, false);
        }
    }

    private void send(Site plant, Site to, String order, List<Portion> goods, boolean partial) {
        List<Pallet> pallets = world.palletise(plant, goods, 4);
        world.agenda.in(world.between(20 * Agenda.MINUTE, Agenda.HOUR), () -> {
            Consignment consignment = new Consignment(
                    plant, to, "po", order, world.journal.document(plant, "DA"), pallets, List.of(), partial);
            world.transport.send(consignment, this::arrived);
        });
    }

    private void arrived(Consignment consignment, boolean tooWarm) {
        if (tooWarm) {
            hold(consignment);
            return;
        }
        for (Pallet pallet : consignment.pallets()) {
            if (world.chance(RETURN_SHARE)) {
                world.agenda.in(world.between(2 * Agenda.HOUR, Agenda.DAY), () -> giveBack(consignment, pallet));
            } else {
                world.agenda.in(world.between(Agenda.HOUR / 4, 2 * Agenda.HOUR), () -> unpack(consignment, pallet));
            }
        }
        if (world.chance(INVOICE_SHARE)) {
            world.agenda.in(Agenda.DAY, () -> invoice(consignment));
        }
    }

    private void unpack(Consignment consignment, Pallet pallet) {
        world.flow.unpack(consignment.to(), pallet);
        pallet.portions().forEach(world.shelf(consignment.to())::put);
    }

    /** Goods that were too warm are locked, looked at the next day, and freed or destroyed. */
    private void hold(Consignment consignment) {
        Site site = consignment.to();
        List<Portion> goods = MaterialFlow.merged(consignment.goods());
        world.journal.tell(EpcisEvent.at(site, EventKind.OBJECT, "OBSERVE", "holding")
                .disposition("unavailable")
                .quantities(Portion.quantities(goods))
                .persistent(List.of("unavailable"), List.of())
                .with(new Extension.Text("reason", "cold chain broken")));
        world.agenda.in(world.between(10 * Agenda.HOUR, 30 * Agenda.HOUR), () -> {
            boolean good = world.chance(0.6);
            world.journal.tell(EpcisEvent.at(site, EventKind.OBJECT, "OBSERVE", "inspecting")
                    .disposition(good ? "conformant" : "non_conformant")
                    .quantities(Portion.quantities(goods))
                    .persistent(List.of(good ? "conformant" : "non_conformant"), List.of("unavailable")));
            consignment.pallets().forEach(pallet -> world.flow.unpack(site, pallet));
            if (good) {
                consignment.goods().forEach(world.shelf(site)::put);
            } else {
                world.flow.destroy(site, goods, "cold chain broken");
            }
        });
    }

    /** A damaged pallet goes back unopened and is destroyed. */
    private void giveBack(Consignment delivery, Pallet pallet) {
        Site customer = delivery.to();
        Consignment back = new Consignment(
                customer,
                delivery.from(),
                "rma",
                world.journal.document(delivery.from(), "RMA"),
                world.journal.document(customer, "DA"),
                List.of(pallet),
                List.of(),
                false);
        world.transport.send(
                back,
                (arrived, tooWarm) -> world.agenda.in(3 * Agenda.HOUR, () -> {
                    world.flow.unpack(delivery.from(), pallet);
                    world.flow.destroy(delivery.from(), pallet.portions(), "damaged on the way");
                }));
    }

    private void invoice(Consignment consignment) {
        world.journal.tell(EpcisEvent.at(consignment.to(), EventKind.TRANSACTION, "ADD", "accepting")
                .disposition("in_progress")
                .instances(consignment.pallets().stream().map(Pallet::id).toList())
                .transactions(
                        new Transaction("po", consignment.order()),
                        new Transaction("inv", world.journal.document(consignment.from(), "INV"))));
    }
}
