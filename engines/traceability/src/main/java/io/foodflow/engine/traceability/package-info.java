@NullMarked
package io.foodflow.engine.traceability;

import org.jspecify.annotations.NullMarked;
