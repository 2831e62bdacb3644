/** The EPCIS engine alone: reading, checking and hashing events, without a server around it. */
@NullMarked
package io.foodflow.bench.epcis;

import org.jspecify.annotations.NullMarked;
