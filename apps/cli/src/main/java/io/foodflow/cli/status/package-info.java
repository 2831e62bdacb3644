/** Tells whether the server runs and how its stores are. */
@NullMarked
package io.foodflow.cli.status;

import org.jspecify.annotations.NullMarked;
