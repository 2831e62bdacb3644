/**
 * Import of FoodChain-Lab networks: stations, the deliveries between them, and which delivery went into which. FoodChain-Lab
 * is the tracing software of the German Federal Institute for Risk Assessment.
 */
@NullMarked
package io.foodflow.foodgraph.chainlab;

import org.jspecify.annotations.NullMarked;
