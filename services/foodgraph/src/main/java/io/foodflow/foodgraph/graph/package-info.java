/** Nodes and relationships: the tables, the bulk writer that events go through, and the operations on single ones. */
@NullMarked
package io.foodflow.foodgraph.graph;

import org.jspecify.annotations.NullMarked;
