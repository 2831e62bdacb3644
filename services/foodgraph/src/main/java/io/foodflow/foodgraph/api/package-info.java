/** What other services may ask of FoodGraph. */
@NamedInterface("api")
@NullMarked
package io.foodflow.foodgraph.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
