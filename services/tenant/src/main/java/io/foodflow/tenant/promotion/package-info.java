/** Databases of tenants' own, for whoever runs the platform: ask for one, watch the move, take it back or settle it. */
@NullMarked
package io.foodflow.tenant.promotion;

import org.jspecify.annotations.NullMarked;
