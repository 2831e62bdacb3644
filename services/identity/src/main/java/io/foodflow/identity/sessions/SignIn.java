package io.foodflow.identity.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How and when somebody signed in.
 *
 * @param at when the session began
 * @param secondFactor whether with a code of the second factor, here or (where the tenant takes its word) at a provider
 * @param elsewhere what the identity provider said of it; null for who signed in here
 */
public record SignIn(
        UUID session,
        UUID user,
        Instant at,
        boolean secondFactor,
        @Nullable Elsewhere elsewhere) {

    /** By how much a provider's clock may be behind. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** When the person was asked who it is; empty where the provider did not say. */
    public Optional<Instant> authenticatedAt() {
        return elsewhere == null ? Optional.of(at) : Optional.ofNullable(elsewhere.at());
    }

    /** Whether the person was asked at that time or later, as far as anybody knows. */
    public boolean isSince(Instant time) {
        return !at.isBefore(time)
                && (elsewhere == null
                        || authenticatedAt()
                                .filter(asked -> !asked.plus(SKEW).isBefore(time))
                                .isPresent());
    }
}
