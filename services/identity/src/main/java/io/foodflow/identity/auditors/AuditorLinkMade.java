package io.foodflow.identity.auditors;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody from outside was given a link to read the audit trail. */
public record AuditorLinkMade(UUID id) implements DomainEvent {

    @Override
    public String resourceType() {
        return "auditor_link";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
