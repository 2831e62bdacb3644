package io.foodflow.notification.channels;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a message can go, without what it takes to get it there.
 *
 * @param enabled whether messages go there
 * @param ofTheInstallation whether it is the mail server of this installation
 * @param notReady why nothing can be sent through it; null if it has all it needs
 */
public record Route(
        UUID channelId,
        String name,
        ChannelKind kind,
        boolean enabled,
        boolean ofTheInstallation,
        @Nullable String notReady) {}
