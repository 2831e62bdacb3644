/** The readers behind {@link io.foodflow.engine.epcis.EpcisReader}: neutral trees, checks, JSON and XML. */
@NullMarked
package io.foodflow.engine.epcis.internal;

import org.jspecify.annotations.NullMarked;
