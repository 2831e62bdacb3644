/** What other services may ask of the audit service. */
@NamedInterface("api")
@NullMarked
package io.foodflow.audit.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
