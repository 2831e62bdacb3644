/** GS1 identifiers in all their spellings: EPC URN, Digital Link URI, element string; one canonical key for each thing. */
@NullMarked
package io.foodflow.engine.epcis.gs1;

import org.jspecify.annotations.NullMarked;
