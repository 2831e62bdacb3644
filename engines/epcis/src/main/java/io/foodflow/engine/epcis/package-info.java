/** Reads, checks, hashes and writes EPCIS documents. */
@NullMarked
package io.foodflow.engine.epcis;

import org.jspecify.annotations.NullMarked;
