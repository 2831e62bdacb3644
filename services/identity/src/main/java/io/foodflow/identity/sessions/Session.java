package io.foodflow.identity.sessions;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that has not ended.
 *
 * @param usedAt when its tokens were last renewed
 * @param expiresAt when it ends unless it is used before
 * @param userAgent what the program said of itself
 * @param current whether it is the caller's own
 */
public record Session(
        UUID id,
        Instant createdAt,
        Instant usedAt,
        Instant expiresAt,
        @Nullable String ip,
        @Nullable String userAgent,
        boolean current) {}
