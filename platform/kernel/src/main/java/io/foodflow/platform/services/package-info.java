/** Which services run in this process, and how the others are reached. */
@NullMarked
package io.foodflow.platform.services;

import org.jspecify.annotations.NullMarked;
