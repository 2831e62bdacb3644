/** Asks for the flow of a lot and prints it. */
@NullMarked
package io.foodflow.cli.trace;

import org.jspecify.annotations.NullMarked;
