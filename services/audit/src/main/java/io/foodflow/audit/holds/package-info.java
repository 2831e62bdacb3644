/** Legal holds: what must not be dropped, erased or deleted until somebody releases it. */
@NullMarked
package io.foodflow.audit.holds;

import org.jspecify.annotations.NullMarked;
