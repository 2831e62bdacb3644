/** Durable jobs: work that outlives its request, with progress, retries and cancellation, across processes. */
@NullMarked
package io.foodflow.platform.jobs;

import org.jspecify.annotations.NullMarked;
