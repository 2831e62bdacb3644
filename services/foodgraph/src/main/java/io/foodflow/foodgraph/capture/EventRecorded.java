package io.foodflow.foodgraph.capture;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** One event was recorded by itself. */
record EventRecorded(UUID id, String type) implements DomainEvent {

    @Override
    public String resourceType() {
        return "event";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
