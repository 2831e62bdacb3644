/** Addresses by which somebody without a token acts: sealed, for one purpose, of one tenant. */
@NullMarked
package io.foodflow.notification.links;

import org.jspecify.annotations.NullMarked;
