/** What an EPCIS event says of the graph. */
@NullMarked
package io.foodflow.foodgraph.projection;

import org.jspecify.annotations.NullMarked;
