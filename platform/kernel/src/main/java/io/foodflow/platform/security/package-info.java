/** Tokens, keys and permissions: every operation names its permission, the rest is denied. */
@NullMarked
package io.foodflow.platform.security;

import org.jspecify.annotations.NullMarked;
