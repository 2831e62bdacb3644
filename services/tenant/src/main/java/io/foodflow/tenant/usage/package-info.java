/** What tenants use: metered from events, recorded by others, told before it is too much. */
@NullMarked
package io.foodflow.tenant.usage;

import org.jspecify.annotations.NullMarked;
