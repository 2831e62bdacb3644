package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Company;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The story, day by day. Deterministic for a company, scale, seed, time span and zone. Not thread-safe. */
public final class Simulation {
    private final World world;
    private final Supply supply;
    private final Production production;
    private final Transfers transfers;
    private final Distribution distribution;
    private final Retail retail;
    private final LocalDate first;
    private final ZoneId zone;
    private final long end;

    /**
     * @param sink gets the events in the order in which they are told
     */
    public Simulation(
            Company company,
            Scale scale,
            long seed,
            LocalDate first,
            int days,
            ZoneId zone,
            Consumer<EpcisEvent> sink) {
        this.world = new World(company, scale, seed, sink);
        Demand demand = new Demand(company, scale);
        this.supply = new Supply(world, demand);
        this.production = new Production(world, demand);
        this.transfers = new Transfers(world, demand);
        this.distribution = new Distribution(world);
        this.retail = new Retail(world, new Complaints(world));
        this.first = first;
        this.zone = zone;
        this.end = midnight(days);
        world.agenda.at(midnight(0), production::mountProbes);
        for (int day = 0; day < days; day++) {
            int number = day;
            world.agenda.at(midnight(day), () -> plan(number));
        }
    }

    /** Runs the next action; false at the end of the story. */
    public boolean advance() {
        return world.agenda.advance(end);
    }

    private long midnight(int day) {
        return first.plusDays(day).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private void plan(int day) {
        world.begin(day);
        LocalDate date = first.plusDays(day);
        long midnight = midnight(day);
        world.agenda.at(midnight + 2 * Agenda.HOUR, () -> disposeOfExpired(date));
        supply.plan(day, midnight);
        production.plan(day, date, midnight);
        transfers.plan(midnight);
        distribution.plan(day, date, midnight);
        retail.plan(day, date, midnight);
    }

    /** Expired ingredients go at once, so that nobody uses them; expired goods, which nobody picks, on Mondays. */
    private void disposeOfExpired(LocalDate date) {
        for (Site plant : world.company.plants()) {
            world.flow.destroy(plant, world.stock(plant).removeExpired(date), "expired");
        }
        if (date.getDayOfWeek() != DayOfWeek.MONDAY) {
            return;
        }
        for (Site plant : world.company.plants()) {
            world.flow.destroy(plant, world.shelf(plant).removeExpired(date), "expired");
        }
        for (Site centre : world.company.distributionCentres()) {
            world.flow.destroy(centre, world.shelf(centre).removeExpired(date), "expired");
        }
    }

    /** What the simulation knows, to be compared with what a trace finds; complete when the story is at its end. */
    public Truth truth() {
        Trail trail = world.trail;
        Lot source = trail.source()
                .orElseThrow(() -> new IllegalStateException(
                        "the contaminated lot has not been made: the story must be told to its end"));
        Optional<Ancestry.Upstream> upstream =
                trail.firstComplaint().map(lot -> lot.ancestry().upstream());
        return new Truth(
                source.id().link(),
                source.id().urn(),
                trail.lots(),
                trail.items(),
                trail.pallets(),
                trail.plants(),
                trail.customers(),
                List.copyOf(trail.complaints()),
                new TreeSet<>(upstream.map(Ancestry.Upstream::lots).orElse(Set.of())),
                Trail.suppliers(upstream.map(Ancestry.Upstream::makers).orElse(Set.of())),
                world.journal.events(),
                world.flow.batches(),
                production.cleanings(),
                retail.errors(),
                production
                        .missedCleaning()
                        .map(missed -> new Truth.OverlookedCleaning(
                                missed.machine().id().link(),
                                missed.lot().id().link(),
                                Machine.codes(missed.allergens()))));
    }
}
