/** The audit trail: one entry a change, chained by hash so that a missing or altered entry shows. */
@NullMarked
package io.foodflow.platform.audit;

import org.jspecify.annotations.NullMarked;
