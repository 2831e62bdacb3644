package io.foodflow.foodgraph.graph;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A relationship was taken out of the graph. */
record RelationshipDeleted(UUID id, String kind) implements DomainEvent {

    @Override
    public String resourceType() {
        return "relationship";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
