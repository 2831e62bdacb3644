/** What people are told: sending a notification, and each person's own list of them. */
@NullMarked
package io.foodflow.notification.notifications;

import org.jspecify.annotations.NullMarked;
