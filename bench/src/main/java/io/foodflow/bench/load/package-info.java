/** Measures the built platform from outside: over HTTP, as processes, against the targets of docs/performance.md. */
@NullMarked
package io.foodflow.bench.load;

import org.jspecify.annotations.NullMarked;
