package io.foodflow.demo.company;

import java.util.Locale;

/** What a kind of material is to the group. */
public enum ItemKind {
    /** Grown, mined, or made by a supplier's supplier. */
    RAW,
    /** Delivered to the plants. */
    INGREDIENT,
    PACKAGING,
    /** Made and used up inside the group. */
    BULK,
    /** Left over when bulk is made: whey, buttermilk. */
    BY_PRODUCT,
    /** Offcuts that go back into the next batch. */
    REWORK,
    FINISHED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
