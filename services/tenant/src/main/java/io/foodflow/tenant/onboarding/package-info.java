/** What makes a new tenant ready to work: told from what is there, never ticked by hand. */
@NullMarked
package io.foodflow.tenant.onboarding;

import org.jspecify.annotations.NullMarked;
