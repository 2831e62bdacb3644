/** Deleting a tenant: exported first, erased after a time of grace. */
@NullMarked
package io.foodflow.tenant.deletions;

import org.jspecify.annotations.NullMarked;
