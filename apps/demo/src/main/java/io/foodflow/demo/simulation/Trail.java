package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Organisation;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.gs1.Identifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The truth about the contaminated lot, noted by the hand that moves the goods: nobody has to trace anything to know it.
 */
final class Trail {
    /** The lot everyone looks for. */
    static final String LOT_CODE = "MP-2638";

    private Optional<Lot> source = Optional.empty();
    private final Set<String> lots = new TreeSet<>();
    private final Set<String> items = new TreeSet<>();
    private final Set<String> pallets = new TreeSet<>();
    private final Set<String> plants = new TreeSet<>();
    private final Set<String> customers = new TreeSet<>();
    private final Set<String> complaints = new LinkedHashSet<>();
    private Optional<Lot> firstComplaint = Optional.empty();

    void begin(Lot lot) {
        lot.contaminate();
        source = Optional.of(lot);
    }

    /** Material with contaminated portions in it became a lot, or part of it. */
    void reached(Lot lot) {
        lot.contaminate();
        lots.add(lot.id().link());
    }

    void reached(List<Identifier> pieces) {
        pieces.forEach(piece -> items.add(piece.link()));
    }

    void loaded(Identifier pallet) {
        pallets.add(pallet.link());
    }

    void shippedTo(Site site) {
        switch (site.kind()) {
            case PLANT -> plants.add(site.place().link());
            case DISTRIBUTION_CENTRE, SHOP -> customers.add(site.place().link());
            case SUPPLIER -> throw new IllegalStateException("contaminated goods went to the supplier " + site.name());
        }
    }

    /** A complaint about a lot; false when there has been one. */
    boolean complain(Lot lot) {
        if (firstComplaint.isEmpty()) {
            firstComplaint = Optional.of(lot);
        }
        return complaints.add(lot.id().link());
    }

    Optional<Lot> source() {
        return source;
    }

    Set<String> lots() {
        return lots;
    }

    Set<String> items() {
        return items;
    }

    Set<String> pallets() {
        return pallets;
    }

    Set<String> plants() {
        return plants;
    }

    Set<String> customers() {
        return customers;
    }

    Set<String> complaints() {
        return complaints;
    }

    /** The first lot complained of, and all that went into it. */
    Optional<Lot> firstComplaint() {
        return firstComplaint;
    }

    /** Links of suppliers among organisations. */
    static Set<String> suppliers(Set<Organisation> organisations) {
        Set<String> links = new TreeSet<>();
        for (Organisation organisation : organisations) {
            if (organisation.role() == Organisation.Role.SUPPLIER) {
                links.add(organisation.gln().party().link());
            }
        }
        return links;
    }
}
