/** The durable queue of messages on their way to receivers, and the log of every attempt. */
@NullMarked
package io.foodflow.notification.deliveries;

import org.jspecify.annotations.NullMarked;
