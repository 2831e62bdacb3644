package io.foodflow.notification.channels;

import io.foodflow.notification.sending.Destination;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a message can go, with what it takes to get it there. Holds secrets, and does not say them.
 *
 * @param enabled whether messages go there
 * @param ofTheInstallation whether it is the mail server of this installation
 * @param perMinute how many messages it takes in a minute; null for as many as there are
 */
public record Route(
        UUID channelId,
        String name,
        ChannelKind kind,
        boolean enabled,
        boolean ofTheInstallation,
        @Nullable Integer perMinute,
        Destination destination) {}
