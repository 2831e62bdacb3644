package io.foodflow.demo.company;

import java.util.List;

/**
 * The way of one bought material from its origin to the plants.
 *
 * @param periodDays days between two campaigns
 * @param leadDays days from the start of a campaign until the plants have the goods, about
 * @param pallets whether the last supplier delivers on pallets, otherwise loose
 * @param steps from the origin to the supplier of the plants
 */
public record SupplyChain(String key, int periodDays, int leadDays, boolean pallets, List<Step> steps) {
    public SupplyChain {
        steps = List.copyOf(steps);
    }

    /**
     * What one tier does.
     *
     * @param makers the sites that can do it, each with its own item
     * @param yield kg made of a kg put in
     */
    public record Step(List<Maker> makers, double yield) {
        public Step {
            makers = List.copyOf(makers);
        }
    }

    /** A site and the item it makes. */
    public record Maker(Site site, Item item) {}

    /** The step that delivers to the plants. */
    public Step last() {
        return steps.getLast();
    }

    /** One of the items the plants receive; where several suppliers deliver it, that of the first. */
    public Item delivered() {
        return last().makers().getFirst().item();
    }
}
