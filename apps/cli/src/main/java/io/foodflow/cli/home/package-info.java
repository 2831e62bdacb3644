/** The folder where one installation keeps its data, and the notes about it that the command line reads and writes there. */
@NullMarked
package io.foodflow.cli.home;

import org.jspecify.annotations.NullMarked;
