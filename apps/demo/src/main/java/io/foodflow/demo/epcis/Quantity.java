package io.foodflow.demo.epcis;

import io.foodflow.demo.company.Unit;
import io.foodflow.demo.gs1.Identifier;

/**
 * So much of a lot.
 *
 * @param thousandths of the unit
 */
public record Quantity(Identifier lot, long thousandths, Unit unit) {}
