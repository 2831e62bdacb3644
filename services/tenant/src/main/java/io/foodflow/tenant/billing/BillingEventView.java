package io.foodflow.tenant.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something the payment provider told us, and what came of it.
 *
 * @param id the provider's
 * @param state {@code waiting} to be dealt with, {@code done}, {@code ignored} as of a kind that nothing follows from,
 *     {@code unmatched} as of a customer that is none of our tenants, {@code dead} after too many failures
 * @param nextAt when it is tried again
 * @param error what went wrong the last time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BillingEventView(
        String id,
        String type,
        String state,
        @Nullable String customerId,
        @Nullable UUID tenantId,
        Instant happenedAt,
        Instant receivedAt,
        @Nullable Instant finishedAt,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable String error) {}
