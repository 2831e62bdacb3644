/** What other services may ask of identity. */
@NamedInterface("api")
@NullMarked
package io.foodflow.identity.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
