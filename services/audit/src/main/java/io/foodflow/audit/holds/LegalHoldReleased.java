package io.foodflow.audit.holds;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A legal hold ended: what it kept may go when no other keeps it. */
public record LegalHoldReleased(UUID id, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "legal_hold";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
