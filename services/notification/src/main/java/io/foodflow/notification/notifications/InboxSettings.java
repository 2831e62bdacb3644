package io.foodflow.notification.notifications;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people hear of notifications in the workspace.
 *
 * @param streamSeconds how long one connection is told of them, 0 to 3,600; browsers connect again by themselves
 */
@ConfigurationProperties("foodflow.notification.inbox")
record InboxSettings(@DefaultValue("300") int streamSeconds) {

    InboxSettings {
        if (streamSeconds < 0 || streamSeconds > 3_600) {
            throw new IllegalArgumentException(
                    "foodflow.notification.inbox.stream-seconds must be 0..3600, was %d".formatted(streamSeconds));
        }
    }
}
