/** How the lot graph lies in memory and how it is searched; not part of the API. */
@NullMarked
package io.foodflow.engine.traceability.internal;

import org.jspecify.annotations.NullMarked;
