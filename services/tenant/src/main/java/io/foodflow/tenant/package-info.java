/** The companies on the platform: their life, their plans, what they use and what they pay. */
@NullMarked
package io.foodflow.tenant;

import org.jspecify.annotations.NullMarked;
