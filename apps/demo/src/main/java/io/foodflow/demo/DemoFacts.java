package io.foodflow.demo;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is true in the demo, known from the hand that moved the goods and not from any trace. Lots, pieces, pallets, places
 * and parties are named by their canonical GS1 Digital Links (domain id.gs1.org).
 *
 * @param contamination where the contaminated lot went
 * @param origin what went into the first lot of which somebody fell ill
 * @param cast how many there are of what
 * @param overlookedCleaning the one time a machine that had run nuts was not cleaned
 */
public record DemoFacts(
        Contamination contamination, Origin origin, Cast cast, Optional<OverlookedCleaning> overlookedCleaning) {

    /** Lot code of the contaminated lot of milk powder, in every size and for every seed. */
    public static final String CONTAMINATED_LOT_CODE = "MP-2638";

    /**
     * The forward answer, by a time-respecting trace; the start itself is not in its sets.
     *
     * @param lot the contaminated lot as Digital Link
     * @param lotUrn the same as EPC URN
     * @param lots every lot with material of it: bulk, rework and finished goods, in the plants and beyond
     * @param pieces pieces with numbers of their own
     * @param pallets logistic units that carried any of it, raw or finished
     * @param plants places in the group it was shipped to
     * @param customers distribution centres and shops any of it was shipped to
     * @param complaintLots lots because of which people fell ill, in the order of the complaints
     */
    public record Contamination(
            String lot,
            String lotUrn,
            Set<String> lots,
            Set<String> pieces,
            Set<String> pallets,
            Set<String> plants,
            Set<String> customers,
            List<String> complaintLots) {
        public Contamination {
            lots = Set.copyOf(lots);
            pieces = Set.copyOf(pieces);
            pallets = Set.copyOf(pallets);
            plants = Set.copyOf(plants);
            customers = Set.copyOf(customers);
            complaintLots = List.copyOf(complaintLots);
        }
    }

    /**
     * The backward answer, by a time-respecting trace; the start itself is not in it.
     *
     * @param lot the first complaint's lot
     * @param lots every lot that went into it, to the farms and packaging makers
     * @param suppliers the parties that made those lots, the group itself left out
     */
    public record Origin(String lot, Set<String> lots, Set<String> suppliers) {
        public Origin {
            lots = Set.copyOf(lots);
            suppliers = Set.copyOf(suppliers);
        }
    }

    /**
     * Counts.
     *
     * @param suppliersByTier of tier 1, 2 and 3
     * @param products finished products; items has everything with a GTIN
     * @param transformations batches and fillings, also of suppliers
     */
    public record Cast(
            int plants,
            List<Integer> suppliersByTier,
            int customers,
            int products,
            int items,
            int equipment,
            int days,
            long events,
            int transformations,
            int cleanings,
            int errorDeclarations) {
        public Cast {
            suppliersByTier = List.copyOf(suppliersByTier);
        }

        public int suppliers() {
            return suppliersByTier.stream().mapToInt(count -> count).sum();
        }
    }

    /**
     * Cross-contact to find.
     *
     * @param equipment the machine
     * @param lot the lot that ran on it uncleaned
     * @param allergens what the lot may contain and does not declare
     */
    public record OverlookedCleaning(String equipment, String lot, List<String> allergens) {
        public OverlookedCleaning {
            allergens = List.copyOf(allergens);
        }
    }
}
