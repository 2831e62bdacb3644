package io.foodflow.platform.audit;

import io.foodflow.platform.changes.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * The entries that an earlier version linked by hashes are in the ledger, in the order of that chain.
 *
 * @param resourceId the tenant's id, or {@code platform}
 * @param lastHash of the chain, hexadecimal
 * @param brokenAt the first link that did not fit when it was carried over; null where all did
 */
record AuditChainCarriedOver(
        String resourceId,
        long links,
        String lastHash,
        @Nullable Long brokenAt) implements DomainEvent {

    @Override
    public String resourceType() {
        return "audit_ledger";
    }
}
