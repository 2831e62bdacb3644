package io.foodflow.notification.channels;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where messages of the tenant can go.
 *
 * @param enabled whether messages go there
 * @param secretsSet names of the secrets it has; none is ever read back
 * @param previousSecretUntil of a web hook whose secret is being replaced: how long messages are signed by the one before, too
 * @param version goes up by one with each change; the ETag
 */
record Channel(
        UUID id,
        String name,
        ChannelKind kind,
        boolean enabled,
        ChannelSettings settings,
        List<String> secretsSet,
        @Nullable Instant previousSecretUntil,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    Channel {
        secretsSet = List.copyOf(secretsSet);
    }

    /** The name of the secret that it must have and has not, if there is one. */
    Optional<String> missingSecret() {
        return settings.secret(kind).filter(secret -> !secretsSet.contains(secret));
    }
}
