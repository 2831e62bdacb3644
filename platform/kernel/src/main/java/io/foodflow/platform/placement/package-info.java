/** Tenants in databases of their own: how they get there while they work, and back. */
@NullMarked
package io.foodflow.platform.placement;

import org.jspecify.annotations.NullMarked;
