/** Import of FoodChain-Lab networks. */
@NullMarked
package io.foodflow.foodgraph.chainlab;

import org.jspecify.annotations.NullMarked;
