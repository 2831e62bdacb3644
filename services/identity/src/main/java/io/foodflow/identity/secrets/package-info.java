/** Secrets that lead to their tenant and are stored by their hash alone. */
@NullMarked
package io.foodflow.identity.secrets;

import org.jspecify.annotations.NullMarked;
