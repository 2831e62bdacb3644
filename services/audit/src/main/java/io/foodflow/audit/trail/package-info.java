/** The audit trail: what it says, what proves it, and what others have it say. */
@NullMarked
package io.foodflow.audit.trail;

import org.jspecify.annotations.NullMarked;
