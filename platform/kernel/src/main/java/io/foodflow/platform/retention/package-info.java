/** How long things are kept, and what must not be dropped meanwhile: policies, legal holds, and the sweep that obeys both. */
@NullMarked
package io.foodflow.platform.retention;

import org.jspecify.annotations.NullMarked;
