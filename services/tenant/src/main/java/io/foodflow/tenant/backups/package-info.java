/** Exact backups of single tenants, and putting them in place again. */
@NullMarked
package io.foodflow.tenant.backups;

import org.jspecify.annotations.NullMarked;
