package io.foodflow.audit.signing;

import java.time.Instant;
import java.util.UUID;

/**
 * That somebody may not sign any more.
 *
 * @param reason as that a device was lost
 * @param withdrawnBy who said so
 */
record Withdrawal(UUID userId, String reason, String withdrawnBy, Instant withdrawnAt) {}
