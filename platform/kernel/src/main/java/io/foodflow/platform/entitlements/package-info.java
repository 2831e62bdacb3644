/** What a tenant may do and how much of it: plan, trial, switches and limits, decided in one place. */
@NullMarked
package io.foodflow.platform.entitlements;

import org.jspecify.annotations.NullMarked;
