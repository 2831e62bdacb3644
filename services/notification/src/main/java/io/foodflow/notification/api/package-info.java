/** What other services may ask of notification. */
@NamedInterface("api")
@NullMarked
package io.foodflow.notification.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
