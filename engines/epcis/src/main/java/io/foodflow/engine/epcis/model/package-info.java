/** The events and master data of EPCIS 2.0 as immutable records, independent of their spelling in XML or JSON. */
@NullMarked
package io.foodflow.engine.epcis.model;

import org.jspecify.annotations.NullMarked;
