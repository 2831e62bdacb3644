/** Runs the benchmarks of the bench module by name. */
@NullMarked
package io.foodflow.cli.bench;

import org.jspecify.annotations.NullMarked;
