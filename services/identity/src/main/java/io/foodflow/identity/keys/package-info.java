/** The keys that sign tokens, as the outside sees them. */
@NullMarked
package io.foodflow.identity.keys;

import org.jspecify.annotations.NullMarked;
