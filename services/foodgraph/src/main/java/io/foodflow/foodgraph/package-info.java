/** FoodGraph: every lot, where it came from and where it went. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity :: api"})
package io.foodflow.foodgraph;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
