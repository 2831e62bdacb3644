@NullMarked
package io.foodflow.engine.epcis;

import org.jspecify.annotations.NullMarked;
