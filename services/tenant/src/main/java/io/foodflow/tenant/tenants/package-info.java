/** Tenants as people see them: making, naming, branding, suspending. */
@NullMarked
package io.foodflow.tenant.tenants;

import org.jspecify.annotations.NullMarked;
