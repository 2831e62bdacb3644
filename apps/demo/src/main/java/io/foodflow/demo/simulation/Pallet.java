package io.foodflow.demo.simulation;

import io.foodflow.demo.gs1.Identifier;
import java.util.List;

/** A logistic unit with what is on it. */
record Pallet(Identifier id, List<Portion> portions, List<Identifier> pieces, boolean contaminated) {}
