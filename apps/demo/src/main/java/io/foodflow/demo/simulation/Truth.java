package io.foodflow.demo.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the simulation knows at its end. Lots, pieces, pallets, places and parties are told by their Digital Links.
 *
 * @param source the contaminated lot; sourceUrn the same as URN
 * @param lots lots with material of it
 * @param pieces numbered pieces with material of it
 * @param pallets pallets that carried any of it
 * @param plants plants it was shipped to
 * @param customers distribution centres and shops that any of it was shipped to
 * @param complaints lots because of which people fell ill, in the order of the complaints
 * @param upstreamLots what went into the first of them
 * @param upstreamSuppliers who made that, the group left out
 */
public record Truth(
        String source,
        String sourceUrn,
        Set<String> lots,
        Set<String> pieces,
        Set<String> pallets,
        Set<String> plants,
        Set<String> customers,
        List<String> complaints,
        Set<String> upstreamLots,
        Set<String> upstreamSuppliers,
        long events,
        int transformations,
        int cleanings,
        int errors,
        Optional<OverlookedCleaning> overlookedCleaning) {

    /**
     * A product that ran after another on a machine that was not cleaned.
     *
     * @param allergens words of the allergens that were left on the machine
     */
    public record OverlookedCleaning(String equipment, String lot, List<String> allergens) {}
}
