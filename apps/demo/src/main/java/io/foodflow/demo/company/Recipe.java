package io.foodflow.demo.company;

import java.util.List;
import java.util.Optional;

/**
 * How a family of products begins: its bulk.
 *
 * @param batchGrams bulk of a batch
 * @param hours from mixing to the finished bulk; 0 when it is done at once
 * @param inputs what goes in
 * @param waterPerKg drinking water, kg a kg of bulk; not traced
 * @param byProduct what else comes out
 * @param byProductPerKg kg of it a kg of bulk
 * @param reworkItem the item of the rework lot, for {@link Rework#TANK}
 * @param products the finished products filled from the bulk; empty for bulk that only other recipes use
 */
public record Recipe(
        String key,
        Site plant,
        Item bulk,
        long batchGrams,
        int hours,
        List<Input> inputs,
        double waterPerKg,
        Optional<Item> byProduct,
        double byProductPerKg,
        String bulkLine,
        String fillLine,
        Rework rework,
        Optional<Item> reworkItem,
        List<Product> products) {
    public Recipe {
        inputs = List.copyOf(inputs);
        products = List.copyOf(products);
    }

    /** What happens to material that is fit to eat but not to sell. */
    public enum Rework {
        NONE,
        /** It goes back into the bulk lot it came from. */
        SAME,
        /** It is frozen in a lot of its own, for three weeks, of which each batch takes some. */
        TANK
    }

    /**
     * A material and its share.
     *
     * @param key the material, whoever made it: the key of a supply chain or of another recipe
     * @param perKg kg a kg of bulk
     */
    public record Input(String key, double perKg) {}

    /**
     * A finished product.
     *
     * @param addition filled in beside the bulk; perKg is its share of the net weight
     * @param packaging keys of the packaging, one piece a unit each
     * @param serialised every piece has a number of its own
     */
    public record Product(Item item, Optional<Input> addition, List<String> packaging, boolean serialised) {
        public Product {
            packaging = List.copyOf(packaging);
        }
    }
}
