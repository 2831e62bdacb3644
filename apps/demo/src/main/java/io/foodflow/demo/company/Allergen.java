package io.foodflow.demo.company;

import java.util.Locale;

/** The allergens that the group's lines share. */
public enum Allergen {
    MILK,
    GLUTEN,
    NUTS,
    SOY,
    EGG;

    /** The word for it in events and master data. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
