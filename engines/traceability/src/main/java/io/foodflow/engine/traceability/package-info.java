/** Traces over a lot graph: an immutable {@code TraceGraph}, its updated form {@code LiveTraceGraph}, queries and results. */
@NullMarked
package io.foodflow.engine.traceability;

import org.jspecify.annotations.NullMarked;
