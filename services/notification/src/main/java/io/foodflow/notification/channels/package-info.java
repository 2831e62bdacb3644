/** The channels of a tenant: where its messages can go, with the secrets that takes. */
@NullMarked
package io.foodflow.notification.channels;

import org.jspecify.annotations.NullMarked;
