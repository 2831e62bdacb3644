/** Which events of the platform make which notifications. */
@NullMarked
package io.foodflow.notification.subscriptions;

import org.jspecify.annotations.NullMarked;
