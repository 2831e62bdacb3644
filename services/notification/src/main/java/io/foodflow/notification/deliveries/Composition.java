package io.foodflow.notification.deliveries;

import io.foodflow.notification.sending.Message;
import java.util.UUID;

/** Finishes messages that say only when they are sent what they say. */
public interface Composition {

    /** The message as it is sent: the same each time it is tried. */
    Message composed(UUID notification, Message message);
}
