/** Plans, and what of them is switched or limited otherwise for one tenant. */
@NullMarked
package io.foodflow.tenant.plans;

import org.jspecify.annotations.NullMarked;
