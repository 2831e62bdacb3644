package io.foodflow.notification.suppressions;

import io.foodflow.notification.channels.ChannelKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that nothing is sent to.
 *
 * @param kind of the channels that send nothing there: {@code email} or {@code sms}
 * @param address in small letters
 * @param detail what was said about it, if anything was
 */
public record Suppression(
        UUID id,
        ChannelKind kind,
        String address,
        Reason reason,
        @Nullable String detail,
        String createdBy,
        Instant createdAt) {}
