package io.foodflow.foodgraph.graph;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A node was entered by hand or by an import. */
record NodeCreated(UUID id, String kind) implements DomainEvent {

    @Override
    public String resourceType() {
        return "node";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
