package io.foodflow.demo.company;

/** Units of measure, by their UN/CEFACT Recommendation 20 codes: kilogram, litre, each. */
public enum Unit {
    KGM,
    LTR,
    EA
}
