/** Calls to the world outside: bounded in time and size, and kept off this network's own addresses. */
@NullMarked
package io.foodflow.platform.http;

import org.jspecify.annotations.NullMarked;
