package io.foodflow.identity.auditors;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An auditor from outside opened the audit trail by a link. */
public record AuditorAdmitted(UUID id) implements DomainEvent {

    @Override
    public String resourceType() {
        return "auditor_link";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
