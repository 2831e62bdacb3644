/** Tenants: who they are, and the schema and role that hold each apart. */
@NullMarked
package io.foodflow.platform.tenancy;

import org.jspecify.annotations.NullMarked;
