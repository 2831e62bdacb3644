/** Traces over each tenant's graph in memory, which follows the tables. */
@NullMarked
package io.foodflow.foodgraph.trace;

import org.jspecify.annotations.NullMarked;
