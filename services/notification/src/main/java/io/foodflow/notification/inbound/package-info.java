/** What receivers say of messages afterwards: bounces by mail, and what Twilio says of text messages. */
@NullMarked
package io.foodflow.notification.inbound;

import org.jspecify.annotations.NullMarked;
