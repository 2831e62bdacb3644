package io.foodflow.engine.epcis;

/**
 * A broken rule, or a warning.
 *
 * @param field path of the field in the words of the standard, such as {@code quantityList[0].uom}; empty for the whole
 * @param rule the rule
 * @param message names the value and the rule, then advises
 */
public record Finding(String field, Rule rule, String message) {}
