/** Everything of a tenant in one archive. */
@NullMarked
package io.foodflow.tenant.exports;

import org.jspecify.annotations.NullMarked;
