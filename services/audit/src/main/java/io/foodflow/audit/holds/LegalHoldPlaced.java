package io.foodflow.audit.holds;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Something must not go any more. */
public record LegalHoldPlaced(UUID id, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "legal_hold";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
