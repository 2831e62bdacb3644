/** A signed-in person proves anew who it is. */
@NullMarked
package io.foodflow.identity.proof;

import org.jspecify.annotations.NullMarked;
