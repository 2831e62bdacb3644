/** The outside services that messages are handed to, each in its own protocol. */
@NullMarked
package io.foodflow.notification.sending;

import org.jspecify.annotations.NullMarked;
