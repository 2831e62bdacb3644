package io.foodflow.identity.auditors;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A link of an auditor opens nothing any more. */
public record AuditorLinkRevoked(UUID id) implements DomainEvent {

    @Override
    public String resourceType() {
        return "auditor_link";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
