/** Ninety days of material flow: supply, production, distribution and what goes wrong. */
@NullMarked
package io.foodflow.demo.simulation;

import org.jspecify.annotations.NullMarked;
