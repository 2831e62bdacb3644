package io.foodflow.identity.sessions;

import java.time.Instant;
import java.util.UUID;

/**
 * How and when somebody signed in.
 *
 * @param secondFactor whether with a code of the second factor
 */
public record SignIn(UUID session, UUID user, Instant at, boolean secondFactor) {}
