/** What tenants have subscribed to, and how that changes. */
@NullMarked
package io.foodflow.tenant.subscriptions;

import org.jspecify.annotations.NullMarked;
