package io.foodflow.engine.epcis.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An amount of a class of objects (EPCIS 2.0 section 7.3.3.3).
 *
 * @param epcClass the class, for food most often a GTIN with lot
 * @param quantity the amount, at least zero; absent when the event does not say
 * @param uom UN/CEFACT Recommendation 20 code of the unit; absent means a count of instances
 */
public record QuantityElement(
        Identifier epcClass,
        @Nullable BigDecimal quantity,
        @Nullable String uom) {}
