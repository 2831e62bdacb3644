package io.foodflow.demo.epcis;

/**
 * A microorganism looked for in a sample.
 *
 * @param taxon its number in the NCBI taxonomy
 */
public record LaboratoryFinding(int taxon, boolean found) {}
