package io.foodflow.demo.epcis;

/**
 * A business document.
 *
 * @param type its CBV type: po, desadv, recadv, prodorder, inv, rma
 */
public record Transaction(String type, String id) {}
