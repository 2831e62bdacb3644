package io.foodflow.tenant.billing;

import java.time.Instant;
import java.util.UUID;

/**
 * A subscription of a customer of ours that is for something else: neither counted nor changed.
 *
 * @param id the provider's
 * @param status the provider's, as {@code active}
 * @param seenAt when the provider was asked the last time
 */
record OtherContractView(String id, UUID tenantId, String customerId, String priceId, String status, Instant seenAt) {}
