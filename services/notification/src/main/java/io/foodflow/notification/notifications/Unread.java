package io.foodflow.notification.notifications;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be read.
 *
 * @param unread how many notifications
 * @param critical how many of them are critical
 * @param newest the newest there is, read or not
 */
record Unread(long unread, long critical, @Nullable UUID newest) {}
