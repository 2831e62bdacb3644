package io.foodflow.audit.exports;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** The audit ledger is there as a file, of so many entries. */
record AuditExported(UUID id, long entries, long sizeBytes) implements DomainEvent {

    @Override
    public String resourceType() {
        return "audit_export";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
