package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Company;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What all parts of the simulation share: the company, time, chance, the journal, and what lies where. */
final class World {
    final Company company;
    final Scale scale;
    final Agenda agenda = new Agenda();
    final SplittableRandom random;
    final Journal journal;
    final Trail trail = new Trail();
    final MaterialFlow flow;
    final Transport transport;
    private int day;
    private final Map<String, Stock> stocks = new LinkedHashMap<>();
    private final Map<String, Shelf> shelves = new LinkedHashMap<>();
    private final Map<String, Long> pallets = new LinkedHashMap<>();

    World(Company company, Scale scale, long seed, Consumer<EpcisEvent> sink) {
        this.company = company;
        this.scale = scale;
        this.random = new SplittableRandom(seed);
        this.journal = new Journal(agenda, random, sink);
        this.flow = new MaterialFlow(journal, trail);
        this.transport = new Transport(agenda, journal, trail, random);
    }

    /** Days since the story began. */
    int day() {
        return day;
    }

    void begin(int today) {
        day = today;
    }

    Stock stock(Site plant) {
        return stocks.computeIfAbsent(plant.key(), key -> new Stock());
    }

    /** Finished goods of a plant or distribution centre. */
    Shelf shelf(Site site) {
        return shelves.computeIfAbsent(site.key(), key -> new Shelf());
    }

    /** The serial number of a site's next pallet. */
    long palletSerial(Site site) {
        return pallets.merge(site.gln().prefix().digits(), 1L, Long::sum);
    }

    /** Packs portions on pallets, so many lots on each. */
    List<Pallet> palletise(Site site, List<Portion> portions, int lotsEach) {
        List<Pallet> packed = new ArrayList<>();
        for (int i = 0; i < portions.size(); i += lotsEach) {
            List<Portion> part = List.copyOf(portions.subList(i, Math.min(portions.size(), i + lotsEach)));
            packed.add(flow.pack(site, palletSerial(site), part, List.of(), false));
        }
        return packed;
    }

    /** A whole number of milliseconds between two, from the seed. */
    long between(long fromMillis, long toMillis) {
        return fromMillis + random.nextLong(toMillis - fromMillis + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
