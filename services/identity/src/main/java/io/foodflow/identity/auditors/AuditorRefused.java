package io.foodflow.identity.auditors;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A link of an auditor was tried that has ended, was revoked, or came from an address that the company does not let in. */
public record AuditorRefused(UUID id) implements DomainEvent {

    @Override
    public String resourceType() {
        return "auditor_link";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
