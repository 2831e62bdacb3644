/** What operators see: health of the stores, metrics, logs, traces. */
@NullMarked
package io.foodflow.platform.observability;

import org.jspecify.annotations.NullMarked;
