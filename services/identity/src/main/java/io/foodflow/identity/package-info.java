/** Who may sign in to a tenant, and what they may do there. */
@NullMarked
package io.foodflow.identity;

import org.jspecify.annotations.NullMarked;
