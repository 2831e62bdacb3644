package io.foodflow.identity.federation;

import java.time.Instant;
import java.util.UUID;

/**
 * An identity provider that a user is known at.
 *
 * @param linkedAt when the user first signed in by it
 * @param usedAt when last
 */
record LinkedIdentity(UUID providerId, String name, Instant linkedAt, Instant usedAt) {}
