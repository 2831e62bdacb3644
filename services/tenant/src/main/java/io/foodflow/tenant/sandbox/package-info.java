/** Tenants to try things out in, filled with an invented company's history. */
@NullMarked
package io.foodflow.tenant.sandbox;

import org.jspecify.annotations.NullMarked;
