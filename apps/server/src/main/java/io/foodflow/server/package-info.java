/** One process of the platform: all services, or those named. */
@NullMarked
package io.foodflow.server;

import org.jspecify.annotations.NullMarked;
