/** Payments through Stripe: its customers, its pages, its invoices, and what it tells of them. */
@NullMarked
package io.foodflow.tenant.billing;

import org.jspecify.annotations.NullMarked;
