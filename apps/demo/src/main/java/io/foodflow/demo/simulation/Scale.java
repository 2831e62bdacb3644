package io.foodflow.demo.simulation;

/**
 * How much goes on. The cast is the same at every scale: plants, suppliers, products.
 *
 * @param lines machines of each kind in a plant; each works through the whole programme
 * @param distributionCentres a multiple of the number of retail chains, so that shops buy from their own chain
 * @param shops a multiple of the number of retail chains
 * @param supplySplit lots into which a supplier's campaign is divided
 */
public record Scale(int lines, int distributionCentres, int shops, int supplySplit) {}
