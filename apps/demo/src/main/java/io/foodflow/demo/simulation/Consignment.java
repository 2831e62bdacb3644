package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * Goods on their way, on pallets or loose.
 *
 * @param order the buyer's purchase order, or the return authorisation
 * @param advice the seller's despatch advice
 */
record Consignment(
        Site from,
        Site to,
        String orderType,
        String order,
        String advice,
        List<Pallet> pallets,
        List<Portion> loose,
        boolean partial) {

    boolean contaminated() {
        return Portion.contaminated(loose) || pallets.stream().anyMatch(Pallet::contaminated);
    }

    boolean chilled() {
        return goods().stream().anyMatch(portion -> portion.lot().item().chilled());
    }

    /** All portions, of the pallets and loose. */
    List<Portion> goods() {
        List<Portion> goods = new ArrayList<>(loose);
        pallets.forEach(pallet -> goods.addAll(pallet.portions()));
        return goods;
    }
}
