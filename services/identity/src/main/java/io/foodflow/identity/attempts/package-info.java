/** Keeps those out who guess, and tells those who probe nothing by the time an answer takes. */
@NullMarked
package io.foodflow.identity.attempts;

import org.jspecify.annotations.NullMarked;
