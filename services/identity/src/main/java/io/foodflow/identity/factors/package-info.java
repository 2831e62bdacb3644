/** The second factor: one-time codes by the clock (RFC 6238), and recovery codes for when the device is lost. */
@NullMarked
package io.foodflow.identity.factors;

import org.jspecify.annotations.NullMarked;
