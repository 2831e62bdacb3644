package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.Extension;
import io.foodflow.demo.gs1.Identifier;
import java.util.List;

/**
 * One transformation.
 *
 * @param inputs drawn from stock
 * @param waterGrams drinking water added, not traced
 * @param outputs lots made or topped up; the first is what the run is for
 * @param pieces numbered pieces made
 * @param pieceGrams their mass together
 * @param extensions what the site tells of it beside the mass balance
 */
record Run(
        Site site,
        String order,
        List<Portion> inputs,
        long waterGrams,
        List<Portion> outputs,
        List<Identifier> pieces,
        long pieceGrams,
        List<Extension> extensions) {

    /** What neither went into an output nor was kept: evaporated, trimmed, spilt. */
    long lossGrams() {
        return Portion.grams(inputs) + waterGrams - Portion.grams(outputs) - pieceGrams;
    }
}
