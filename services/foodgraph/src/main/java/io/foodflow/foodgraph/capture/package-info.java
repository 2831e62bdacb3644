/** Capture of EPCIS documents: durable at once, read in the background, answered event by event. */
@NullMarked
package io.foodflow.foodgraph.capture;

import org.jspecify.annotations.NullMarked;
