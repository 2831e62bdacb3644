package io.foodflow.notification.oncall;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who is on call for a while, whoever's turn it would be.
 *
 * @param to the first moment after it
 */
record StandIn(UUID id, UUID userId, Instant from, Instant to, String createdBy, Instant createdAt) {}
