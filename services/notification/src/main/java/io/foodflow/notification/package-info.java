/** Messages to people and to other systems: by which channels they go, what they say. */
@NullMarked
package io.foodflow.notification;

import org.jspecify.annotations.NullMarked;
