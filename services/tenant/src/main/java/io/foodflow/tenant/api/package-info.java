/** What other services may ask about tenants. */
@NamedInterface("api")
@NullMarked
package io.foodflow.tenant.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
