package io.foodflow.audit.exports;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/**
 * Somebody asked for the audit ledger as a file.
 *
 * @param disclosed whether it shows personal data
 */
record AuditExportRequested(UUID id, boolean disclosed) implements DomainEvent {

    @Override
    public String resourceType() {
        return "audit_export";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
